import { Controller } from '@nestjs/common';
import { http, rpcs } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';

/** The trash belongs to ingest; this hands questions and answers through. */
@Controller()
export class TrashController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(http.listTrash)
  async list() {
    return { items: await this.bus.request(rpcs.listTrash, {}), nextCursor: null };
  }

  @Endpoint(http.restoreTrashed)
  restore(@Input() { params }: InputOf<typeof http.restoreTrashed>) {
    return this.bus.request(rpcs.restoreTrashed, params);
  }

  @Endpoint(http.purgeTrashed)
  async purge(@Input() { params }: InputOf<typeof http.purgeTrashed>): Promise<void> {
    await this.bus.request(rpcs.purgeTrashed, params);
  }
}
