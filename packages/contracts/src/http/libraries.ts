import { z } from 'zod';
import { Job } from '../entities/job.js';
import { FolderListing, Library, LibraryCreate, LibraryUpdate } from '../entities/library.js';
import { pageOf } from '../primitives.js';
import { admin, byId, editor, endpoint, viewer } from './endpoint.js';

/** Library folders. */
export const libraryHttp = {
  listLibraries: endpoint('GET', '/api/libraries', viewer, 'All library folders', { response: pageOf(Library) }),
  createLibrary: endpoint('POST', '/api/libraries', admin, 'Add a folder and scan it', {
    body: LibraryCreate,
    response: Library,
    status: 201,
  }),
  updateLibrary: endpoint('PATCH', '/api/libraries/:id', admin, 'Rename, move to a new place, change exclusions', {
    params: byId,
    body: LibraryUpdate,
    response: Library,
  }),
  deleteLibrary: endpoint('DELETE', '/api/libraries/:id', admin, 'Remove a folder; what is known of its videos stays unless purged', {
    params: byId,
    query: z.object({ purge: z.stringbool().default(false) }),
    status: 204,
  }),
  scanLibrary: endpoint('POST', '/api/libraries/:id/scan', editor, 'Look for new, changed and vanished files', {
    params: byId,
    body: z.object({ confirmLoss: z.boolean().default(false).describe('Accept that many files are gone') }),
    response: Job,
    status: 202,
  }),
  listFolders: endpoint('GET', '/api/folders', admin, 'Sub-folders on the server, to pick a library from', {
    query: z.object({ path: z.string().max(4096).default('/') }),
    response: FolderListing,
  }),
} as const;
