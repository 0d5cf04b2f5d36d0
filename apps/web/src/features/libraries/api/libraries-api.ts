import { http, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const libraryKeys = {
  all: ['libraries'] as const,
  folders: (path: string) => ['folders', path] as const,
};

export const listLibraries = (signal?: AbortSignal) => call(http.listLibraries, {}, { signal });
export const createLibrary = (body: BodyOf<typeof http.createLibrary>) => call(http.createLibrary, { body });
export const updateLibrary = (id: string, body: BodyOf<typeof http.updateLibrary>) => call(http.updateLibrary, { params: { id }, body });
export const deleteLibrary = (id: string, purge: boolean) => call(http.deleteLibrary, { params: { id }, query: { purge } });
export const scanLibrary = (id: string, confirmLoss: boolean) => call(http.scanLibrary, { params: { id }, body: { confirmLoss } });
export const listFolders = (path: string, signal?: AbortSignal) => call(http.listFolders, { query: { path } }, { signal });
