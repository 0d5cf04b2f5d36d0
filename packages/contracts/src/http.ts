import type { z } from 'zod';
import { bulkHttp } from './http/bulk.js';
import { editingHttp } from './http/editing.js';
import type { EndpointDefinition } from './http/endpoint.js';
import { artifactHttp } from './http/artifacts.js';
import { activityHttp } from './http/activity.js';
import { entityHttp, listHttp, searchHttp } from './http/entities.js';
import { jobHttp } from './http/jobs.js';
import { libraryHttp } from './http/libraries.js';
import { liveHttp } from './http/live.js';
import { mediaTokenHttp } from './http/media-tokens.js';
import { playlistHttp } from './http/playlists.js';
import { sessionHttp } from './http/session.js';
import { settingsHttp } from './http/settings.js';
import { stashBoxHttp } from './http/stash-boxes.js';
import { statisticsHttp } from './http/statistics.js';
import { streamHttp } from './http/streams.js';
import { suggestionHttp } from './http/suggestions.js';
import { systemHttp } from './http/system.js';
import { userHttp } from './http/users.js';
import { videoHttp } from './http/videos.js';
import { viewHttp } from './http/views.js';

export type { Access, EndpointDefinition } from './http/endpoint.js';

/**
 * The public HTTP API. Controllers, OpenAPI and the role matrix derive from it. The web client takes the parts of it that a page needs,
 * each from its own module, so that it need not load the others.
 */
export const http = {
  ...systemHttp,
  ...liveHttp,
  ...sessionHttp,
  ...userHttp,
  ...libraryHttp,
  ...listHttp,
  ...searchHttp,
  ...videoHttp,
  ...streamHttp,
  ...mediaTokenHttp,
  ...editingHttp,
  ...artifactHttp,
  ...jobHttp,
  ...stashBoxHttp,
  ...entityHttp,
  ...bulkHttp,
  ...activityHttp,
  ...viewHttp,
  ...playlistHttp,
  ...settingsHttp,
  ...statisticsHttp,
  ...suggestionHttp,
} as const satisfies Record<string, EndpointDefinition>;

export type EndpointName = keyof typeof http;
export type ParamsOf<D extends EndpointDefinition> = z.infer<D['params']>;
export type QueryOf<D extends EndpointDefinition> = z.infer<D['query']>;
export type BodyOf<D extends EndpointDefinition> = z.infer<D['body']>;
export type ResponseOf<D extends EndpointDefinition> = z.infer<D['response']>;
