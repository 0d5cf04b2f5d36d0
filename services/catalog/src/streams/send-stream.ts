import { text } from 'node:stream/consumers';
import type { StreamQuery } from '@reelm/contracts';
import type { Response } from 'express';
import type { AuthenticatedRequest } from '../auth/actor.js';
import { linkToken } from '../auth/auth.service.js';
import { leavingOf } from '../http/leaving.js';
import { changeAddresses, withQuery } from './hls-addresses.js';
import { seatOf } from './seat.js';
import { pipeUntilClientLeaves } from '../media/send-file.js';
import type { StreamsService } from './streams.service.js';

/** Answers with a playlist. Players send nothing along but the addresses in it, so these carry the media token by which it was asked for. */
export function sendPlaylist(request: AuthenticatedRequest, response: Response, playlist: string): void {
  const token = request.actor?.via.kind === 'media' ? linkToken(request) : undefined;
  const body = token === undefined ? playlist : changeAddresses(playlist, (address) => withQuery(address, `token=${token}`));
  response
    .set('cache-control', token === undefined ? 'private, no-cache' : 'no-store')
    .type('application/vnd.apple.mpegurl')
    .send(body);
}

/**
 * Answers with a playlist or a piece of a stream. Pieces that were asked for by their version never change and may be kept; playlists are asked
 * for again, since a file may change. A client that leaves (seeking does that all the time) is not waited for.
 */
export async function sendStream(
  streams: StreamsService,
  request: AuthenticatedRequest,
  response: Response,
  { id, file }: { id: string; file: string },
  below: string,
  query: Record<string, string | number | undefined> & StreamQuery,
): Promise<void> {
  const leaving = leavingOf(response);
  try {
    const { body, bytes, contentType } = await streams.get(id, file, below, query, seatOf(request.actor), leaving);
    if (below.endsWith('.m3u8')) return sendPlaylist(request, response, await text(body));
    response.status(200).set({
      'content-type': contentType,
      ...(bytes === null ? {} : { 'content-length': bytes }),
      'cache-control': query.v === undefined ? 'private, no-cache' : 'private, max-age=86400, immutable',
    });
    if (request.method !== 'HEAD') return await pipeUntilClientLeaves(body, response);
    body.destroy();
    response.end();
  } catch (error) {
    if (!leaving.aborted) throw error;
  }
}
