import { z } from 'zod';
import { Activity, Play, PlayReport } from '../entities/activity.js';
import { Id, PageQuery, pageOf } from '../primitives.js';
import { byId, endpoint, viewer } from './endpoint.js';

/** What each user played, and where to go on. */
export const activityHttp = {
  reportPlay: endpoint('POST', '/api/videos/:id/plays', viewer, 'Tell how far one is with a video', {
    params: byId,
    body: PlayReport,
    response: Activity,
  }),
  changeActivity: endpoint(
    'PATCH',
    '/api/videos/:id/activity',
    viewer,
    'Put on the watch-later list, take off it, or forget where one stopped',
    {
      params: byId,
      body: z.object({ watchLater: z.boolean().optional(), resumeSeconds: z.null().optional() }).strict(),
      response: Activity,
    },
  ),
  listPlays: endpoint('GET', '/api/plays', viewer, 'What the asking user played, newest first', {
    query: PageQuery,
    response: pageOf(Play),
  }),
  clearPlays: endpoint('DELETE', '/api/plays', viewer, 'Forget the asking user’s plays, of one video or of all', {
    query: z.object({ videoId: Id.optional() }),
    status: 204,
  }),
} as const;
