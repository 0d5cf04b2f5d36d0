import { z } from 'zod';
import {
  FileEditPlan,
  FileEditPlanRequest,
  FileEditRequest,
  FileEditStarted,
  TrashContent,
  TrashedFile,
  TrashSettings,
} from '../entities/editing.js';
import { Job } from '../entities/job.js';
import { Id, Instant } from '../primitives.js';
import { admin, byId, editor, endpoint, viewer } from './endpoint.js';

/** New files made of the file of a video, and the trash of the libraries. */
export const editingHttp = {
  planFileEdit: endpoint('POST', '/api/videos/:id/file-edits/plan', editor, 'What an edit of its file would make; nothing is done', {
    params: byId,
    body: FileEditPlanRequest,
    response: FileEditPlan,
  }),
  editFile: endpoint(
    'POST',
    '/api/videos/:id/file-edits',
    editor,
    'Make new files of its file; what is known of the video goes with them',
    {
      params: byId,
      body: FileEditRequest,
      response: FileEditStarted,
      status: 202,
    },
  ),
  videoFrame: endpoint('GET', '/api/videos/:id/frame', viewer, 'The frame that is shown at a time', {
    params: byId,
    query: z.object({ at: z.coerce.number().nonnegative().max(1_000_000), file: Id.optional() }),
    bytes: 'image/jpeg',
  }),
  listTrash: endpoint('GET', '/api/trash', editor, 'Files in the trash of all libraries, the newest first', {
    response: TrashContent,
  }),
  restoreTrashed: endpoint('POST', '/api/trash/:id/restore', editor, 'Put a file back to where it was; its video is there again', {
    params: byId,
    body: z.object({}).strict(),
    response: TrashedFile,
  }),
  emptyTrash: endpoint('POST', '/api/trash/empty', admin, 'Delete for good what was put into the trash up to an instant', {
    body: z.object({ until: Instant.describe('What came later was not seen by whoever asks, and stays') }).strict(),
    response: Job,
    status: 202,
  }),
  getTrashSettings: endpoint('GET', '/api/trash/settings', editor, 'How long files stay in the trash', { response: TrashSettings }),
  updateTrashSettings: endpoint('PATCH', '/api/trash/settings', admin, 'Change that; what is then too old is deleted at once', {
    body: TrashSettings,
    response: TrashSettings,
  }),
  purgeTrashed: endpoint('DELETE', '/api/trash/:id', admin, 'Delete a file in the trash for good', { params: byId, status: 204 }),
} as const;
