import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type Job, type RpcInput, type TrashContent, type TrashedFile, type TrashSettings } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { TrashEmptying } from './trash-emptying.js';
import { TrashService } from './trash.service.js';

@Controller()
export class TrashController {
  constructor(
    private readonly trash: TrashService,
    private readonly emptying: TrashEmptying,
  ) {}

  @OnRpc(rpcs.listTrash)
  list(): Promise<TrashContent> {
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

  @OnRpc(rpcs.emptyTrash)
  empty(@Payload() { until }: RpcInput<typeof rpcs.emptyTrash>): Promise<Job> {
    return this.emptying.ask(until, 'all files');
  }

  @OnRpc(rpcs.getTrashSettings)
  settings(): Promise<TrashSettings> {
    return this.emptying.settings();
  }

  @OnRpc(rpcs.updateTrashSettings)
  configure(@Payload() settings: RpcInput<typeof rpcs.updateTrashSettings>): Promise<TrashSettings> {
    return this.emptying.configure(settings);
  }
}
