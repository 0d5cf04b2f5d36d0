import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint } from '../http/endpoint.js';
import { SystemStatusService } from './system-status.service.js';

@Controller()
export class SystemController {
  constructor(private readonly system: SystemStatusService) {}

  @Endpoint(http.systemStatus)
  status() {
    return this.system.status();
  }
}
