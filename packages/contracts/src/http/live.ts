import { endpoint, viewer } from './endpoint.js';

/** What changes, as it happens. */
export const liveHttp = {
  liveEvents: endpoint('GET', '/api/events', viewer, 'Live changes as server-sent events', { bytes: 'text/event-stream' }),
} as const;
