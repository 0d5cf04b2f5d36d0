import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { rpcs, type FolderListing, type Job, type Library, type RpcInput } from '@reelm/contracts';
import { OnRpc } from '@reelm/service-kit';
import { LibrariesService } from './libraries.service.js';

@Controller()
export class LibrariesController {
  constructor(private readonly libraries: LibrariesService) {}

  @OnRpc(rpcs.listLibraries)
  list(): Promise<Library[]> {
    return this.libraries.list();
  }

  @OnRpc(rpcs.createLibrary)
  create(@Payload() input: RpcInput<typeof rpcs.createLibrary>): Promise<Library> {
    return this.libraries.create(input);
  }

  @OnRpc(rpcs.updateLibrary)
  update(@Payload() input: RpcInput<typeof rpcs.updateLibrary>): Promise<Library> {
    return this.libraries.update(input);
  }

  @OnRpc(rpcs.removeLibrary)
  async remove(@Payload() input: RpcInput<typeof rpcs.removeLibrary>): Promise<Record<string, never>> {
    await this.libraries.remove(input);
    return {};
  }

  @OnRpc(rpcs.scanLibrary)
  scan(@Payload() input: RpcInput<typeof rpcs.scanLibrary>): Promise<Job> {
    return this.libraries.scan(input);
  }

  @OnRpc(rpcs.listFolders)
  listFolders(@Payload() { path }: RpcInput<typeof rpcs.listFolders>): Promise<FolderListing> {
    return this.libraries.listFolders(path);
  }
}
