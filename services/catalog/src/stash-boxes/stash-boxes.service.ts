import { Injectable } from '@nestjs/common';
import { rpcs, type RpcInput } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';

/** Stash-boxes belong to the service of that name; this hands questions and answers through, typed errors included. */
@Injectable()
export class StashBoxesService {
  constructor(private readonly bus: Bus) {}

  list() {
    return this.bus.request(rpcs.listStashBoxes, {});
  }

  create(box: RpcInput<typeof rpcs.createStashBox>) {
    return this.bus.request(rpcs.createStashBox, box);
  }

  update(change: RpcInput<typeof rpcs.updateStashBox>) {
    return this.bus.request(rpcs.updateStashBox, change);
  }

  async remove(id: string): Promise<void> {
    await this.bus.request(rpcs.removeStashBox, { id });
  }

  check(id: string) {
    return this.bus.request(rpcs.checkStashBox, { id });
  }
}
