import { Controller } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
import { LibrariesService } from './libraries.service.js';

@Controller()
export class LibrariesController {
  constructor(private readonly libraries: LibrariesService) {}

  @Endpoint(http.listLibraries)
  async list() {
    return { items: await this.libraries.list(), nextCursor: null };
  }

  @Endpoint(http.createLibrary)
  create(@Input() { body }: InputOf<typeof http.createLibrary>) {
    return this.libraries.create(body);
  }

  @Endpoint(http.updateLibrary)
  update(@Input() { params, body }: InputOf<typeof http.updateLibrary>) {
    return this.libraries.update({ ...body, id: params.id });
  }

  @Endpoint(http.deleteLibrary)
  remove(@Input() { params, query }: InputOf<typeof http.deleteLibrary>) {
    return this.libraries.remove(params.id, query.purge);
  }

  @Endpoint(http.scanLibrary)
  scan(@Input() { params, body }: InputOf<typeof http.scanLibrary>) {
    return this.libraries.scan(params.id, body.confirmLoss);
  }

  @Endpoint(http.listFolders)
  folders(@Input() { query }: InputOf<typeof http.listFolders>) {
    return this.libraries.folders(query.path);
  }
}
