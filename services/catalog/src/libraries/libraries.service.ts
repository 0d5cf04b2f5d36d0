import { Injectable } from '@nestjs/common';
import { rpcs, type RpcInput } from '@reelm/contracts';
import { Bus } from '@reelm/service-kit';

/** Library folders belong to ingest; this hands questions and answers through, typed errors included. */
@Injectable()
export class LibrariesService {
  constructor(private readonly bus: Bus) {}

  list() {
    return this.bus.request(rpcs.listLibraries, {});
  }

  create(library: RpcInput<typeof rpcs.createLibrary>) {
    return this.bus.request(rpcs.createLibrary, library);
  }

  update(change: RpcInput<typeof rpcs.updateLibrary>) {
    return this.bus.request(rpcs.updateLibrary, change);
  }

  async remove(id: string, purge: boolean): Promise<void> {
    await this.bus.request(rpcs.removeLibrary, { id, purge });
  }

  scan(id: string, confirmLoss: boolean) {
    return this.bus.request(rpcs.scanLibrary, { id, confirmLoss });
  }

  folders(path: string) {
    return this.bus.request(rpcs.listFolders, { path });
  }
}
