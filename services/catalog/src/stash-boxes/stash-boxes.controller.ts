import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { StashBoxesService } from './stash-boxes.service.js';

@Controller()
export class StashBoxesController {
  constructor(private readonly stashBoxes: StashBoxesService) {}

  @Endpoint(http.listStashBoxes)
  async list() {
    return { items: await this.stashBoxes.list(), nextCursor: null };
  }

  @Endpoint(http.createStashBox)
  create(@Input() { body }: InputOf<typeof http.createStashBox>) {
    return this.stashBoxes.create(body);
  }

  @Endpoint(http.updateStashBox)
  update(@Input() { params, body }: InputOf<typeof http.updateStashBox>) {
    return this.stashBoxes.update({ ...body, id: params.id });
  }

  @Endpoint(http.deleteStashBox)
  remove(@Input() { params }: InputOf<typeof http.deleteStashBox>) {
    return this.stashBoxes.remove(params.id);
  }

  @Endpoint(http.checkStashBox)
  check(@Input() { params }: InputOf<typeof http.checkStashBox>) {
    return this.stashBoxes.check(params.id);
  }
}
