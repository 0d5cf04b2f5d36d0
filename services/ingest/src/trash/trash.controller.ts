import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type RpcInput, type TrashedFile } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { TrashService } from './trash.service.js';

@Controller()
export class TrashController {
  constructor(private readonly trash: TrashService) {}

  @OnRpc(rpcs.listTrash)
  list(): Promise<TrashedFile[]> {
    return this.trash.list();
  }

  @OnRpc(rpcs.restoreTrashed)
  restore(@Payload() { id }: RpcInput<typeof rpcs.restoreTrashed>): Promise<TrashedFile> {
    return this.trash.restore(id);
  }

  @OnRpc(rpcs.purgeTrashed)
  async purge(@Payload() { id }: RpcInput<typeof rpcs.purgeTrashed>): Promise<Record<string, never>> {
    await this.trash.purge(id);
    return {};
  }
}
