import { Controller } from '@nestjs/common';
import { http, rpcs } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';

/** The trash belongs to ingest; this hands questions and answers through. */
@Controller()
export class TrashController {
  constructor(private readonly bus: Bus) {}

  @Endpoint(http.listTrash)
  list() {
    return this.bus.request(rpcs.listTrash, {});
  }

  @Endpoint(http.emptyTrash)
  empty(@Input() { body }: InputOf<typeof http.emptyTrash>) {
    return this.bus.request(rpcs.emptyTrash, body);
  }

  @Endpoint(http.getTrashSettings)
  settings() {
    return this.bus.request(rpcs.getTrashSettings, {});
  }

  @Endpoint(http.updateTrashSettings)
  configure(@Input() { body }: InputOf<typeof http.updateTrashSettings>) {
    return this.bus.request(rpcs.updateTrashSettings, body);
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
