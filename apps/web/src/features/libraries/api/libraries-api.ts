import { type BodyOf, libraryHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const listLibraries = (signal?: AbortSignal) => call(libraryHttp.listLibraries, {}, { signal });
export const createLibrary = (body: BodyOf<typeof libraryHttp.createLibrary>) => call(libraryHttp.createLibrary, { body });
export const updateLibrary = (id: string, body: BodyOf<typeof libraryHttp.updateLibrary>) =>
  call(libraryHttp.updateLibrary, { params: { id }, body });
export const deleteLibrary = (id: string, purge: boolean) => call(libraryHttp.deleteLibrary, { params: { id }, query: { purge } });
export const scanLibrary = (id: string, confirmLoss: boolean) => call(libraryHttp.scanLibrary, { params: { id }, body: { confirmLoss } });
export const listFolders = (path: string, signal?: AbortSignal) => call(libraryHttp.listFolders, { query: { path } }, { signal });
