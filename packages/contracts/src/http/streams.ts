import { z } from 'zod';
import { Playback, PlaybackRequest, SegmentName, StreamPicture, StreamQuery, StreamSound } from '../entities/playback.js';
import { Id } from '../primitives.js';
import { byId, endpoint, linked, viewer } from './endpoint.js';

const file = byId.extend({ file: Id });
const stream = file.extend({ picture: StreamPicture, sound: StreamSound });
const playlist = 'application/vnd.apple.mpegurl';

/** Playing: what a player is told to do, and HLS (RFC 8216) with fragmented MP4. The addresses come from `playVideo`; do not make them up. */
export const streamHttp = {
  playVideo: endpoint('POST', '/api/videos/:id/playback', viewer, 'How a player that can do this and that plays the video', {
    params: byId,
    body: PlaybackRequest,
    response: Playback,
  }),
  videoHls: endpoint(
    'GET',
    '/api/videos/:id/master.m3u8',
    linked('video'),
    'HLS of H.264 and AAC, for a player that does not say what it plays',
    {
      params: byId,
      bytes: playlist,
    },
  ),
  masterPlaylist: endpoint('GET', '/api/videos/:id/hls/:file/master.m3u8', linked('video'), 'HLS playlist of the qualities', {
    params: file,
    query: StreamQuery.extend({ sound: StreamSound, qualities: z.string().regex(/^(copy|\d{2,4}p)(,\d{2,4}p){0,9}$/) }),
    bytes: playlist,
  }),
  mediaPlaylist: endpoint('GET', '/api/videos/:id/hls/:file/:picture/:sound/index.m3u8', linked('video'), 'HLS playlist of one quality', {
    params: stream,
    query: StreamQuery,
    bytes: playlist,
  }),
  initSegment: endpoint(
    'GET',
    '/api/videos/:id/hls/:file/:picture/:sound/init.mp4',
    linked('video'),
    'What all segments of a quality share',
    {
      params: stream,
      query: StreamQuery,
      bytes: 'video/mp4',
    },
  ),
  mediaSegment: endpoint(
    'GET',
    '/api/videos/:id/hls/:file/:picture/:sound/:segment',
    linked('video'),
    'A few seconds, made when they are asked for',
    {
      params: stream.extend({ segment: SegmentName }),
      query: StreamQuery,
      bytes: 'video/mp4',
    },
  ),
} as const;
