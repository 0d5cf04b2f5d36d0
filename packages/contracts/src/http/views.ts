import { z } from 'zod';
import { EntityKind } from '../entities/entity.js';
import { SavedView, SavedViewCreate, SavedViewUpdate } from '../entities/view.js';
import { pageOf } from '../primitives.js';
import { byId, endpoint, viewer } from './endpoint.js';

/** Searches that each user keeps under names. */
export const viewHttp = {
  listSavedViews: endpoint('GET', '/api/views', viewer, 'The asking user’s saved views', {
    query: z.object({ kind: EntityKind.optional() }),
    response: pageOf(SavedView),
  }),
  createSavedView: endpoint('POST', '/api/views', viewer, 'Keep a search under a name', {
    body: SavedViewCreate,
    response: SavedView,
    status: 201,
  }),
  updateSavedView: endpoint('PATCH', '/api/views/:id', viewer, 'Change a saved view', {
    params: byId,
    body: SavedViewUpdate,
    response: SavedView,
  }),
  deleteSavedView: endpoint('DELETE', '/api/views/:id', viewer, 'Delete a saved view', { params: byId, status: 204 }),
} as const;
