import { Controller, Res } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { StatusRegistry } from '@reelm/service-kit';
import type { Response } from 'express';
import { Endpoint } from '../http/endpoint.js';

/** For whoever supervises the process. */
@Controller()
export class HealthController {
  constructor(private readonly status: StatusRegistry) {}

  @Endpoint(http.health)
  health() {
    return { status: 'ok' as const, service: 'catalog' as const };
  }

  @Endpoint(http.ready)
  async ready(@Res({ passthrough: true }) response: Response) {
    const readiness = await this.status.readiness();
    if (readiness.status !== 'ready') response.status(503);
    return readiness;
  }
}
