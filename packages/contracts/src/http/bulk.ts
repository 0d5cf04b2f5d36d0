import { z } from 'zod';
import { BulkEdit, BulkForecast, BulkOutcome, bulkRequest, BulkResult } from '../entities/bulk.js';
import { collections, type EntityKind } from '../entities/entity.js';
import { GalleryUpdate, ImageUpdate } from '../entities/gallery.js';
import { GroupUpdate } from '../entities/group.js';
import { MarkerUpdate } from '../entities/marker.js';
import { PerformerUpdate } from '../entities/performer.js';
import { StudioUpdate } from '../entities/studio.js';
import { TagUpdate } from '../entities/tag.js';
import { VideoUpdate } from '../entities/video.js';
import { PageQuery, pageOf } from '../primitives.js';
import { byId, editor, endpoint } from './endpoint.js';

const bulk = <K extends EntityKind, U extends z.ZodType<object>>(kind: K, update: U) =>
  endpoint('POST', `/api/${collections[kind]}/bulk`, editor, 'Change many at once; a dry run counts, a large one goes on as a job', {
    body: bulkRequest(kind, update),
    response: z.union([BulkEdit, BulkForecast]),
    status: 202,
  });

/** Changes of many items at once. */
export const bulkHttp = {
  bulkEditVideos: bulk('video', VideoUpdate),
  bulkEditPerformers: bulk('performer', PerformerUpdate),
  bulkEditStudios: bulk('studio', StudioUpdate),
  bulkEditTags: bulk('tag', TagUpdate),
  bulkEditGroups: bulk('group', GroupUpdate),
  bulkEditMarkers: bulk('marker', MarkerUpdate),
  bulkEditGalleries: bulk('gallery', GalleryUpdate),
  bulkEditImages: bulk('image', ImageUpdate),
  listBulkEdits: endpoint('GET', '/api/bulk-edits', editor, 'Bulk edits of the last 30 days, newest first', {
    query: PageQuery,
    response: pageOf(BulkEdit),
  }),
  getBulkEdit: endpoint('GET', '/api/bulk-edits/:id', editor, 'One bulk edit', { params: byId, response: BulkEdit }),
  bulkEditResults: endpoint('GET', '/api/bulk-edits/:id/results', editor, 'What became of each item, as far as it is done', {
    params: byId,
    query: PageQuery.extend({ outcome: BulkOutcome.optional() }),
    response: pageOf(BulkResult),
  }),
  undoBulkEdit: endpoint('POST', '/api/bulk-edits/:id/undo', editor, 'Put back what the bulk edit changed and nobody changed since', {
    params: byId,
    response: BulkEdit,
    status: 202,
  }),
} as const;
