import { Buckets, Facets, listOf, listQuery } from '../entities/list.js';
import { VideoCard } from '../entities/video.js';
import { endpoint, viewer } from './endpoint.js';

const query = listQuery('video', '-added');

/** What is asked about many videos; the other kinds have the same from `entityEndpoints`. Apart from them, as it is what the web app loads first. */
export const videoLists = {
  list: endpoint('GET', '/api/videos', viewer, 'videos that answer a search', { query, response: listOf(VideoCard) }),
  facets: endpoint('GET', '/api/videos/facets', viewer, 'What the hits of a search have in common, with counts', {
    query: query.pick({ q: true }),
    response: Facets,
  }),
  buckets: endpoint('GET', '/api/videos/buckets', viewer, 'Places along a sorted list to jump to', {
    query: query.pick({ q: true, sort: true }),
    response: Buckets,
  }),
} as const;
