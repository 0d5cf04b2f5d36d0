import { StashBox, StashBoxCreate, StashBoxUpdate } from '../entities/stash-box.js';
import { pageOf } from '../primitives.js';
import { admin, byId, endpoint } from './endpoint.js';

/** Stash-boxes. */
export const stashBoxHttp = {
  listStashBoxes: endpoint('GET', '/api/stash-boxes', admin, 'All stash-boxes', { response: pageOf(StashBox) }),
  createStashBox: endpoint('POST', '/api/stash-boxes', admin, 'Add a stash-box', {
    body: StashBoxCreate,
    response: StashBox,
    status: 201,
    secret: true,
  }),
  updateStashBox: endpoint('PATCH', '/api/stash-boxes/:id', admin, 'Change a stash-box', {
    params: byId,
    body: StashBoxUpdate,
    response: StashBox,
    secret: true,
  }),
  deleteStashBox: endpoint('DELETE', '/api/stash-boxes/:id', admin, 'Remove a stash-box', { params: byId, status: 204 }),
  checkStashBox: endpoint('POST', '/api/stash-boxes/:id/check', admin, 'Ask it who we are', { params: byId, response: StashBox }),
} as const;
