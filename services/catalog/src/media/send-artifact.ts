import { Readable } from 'node:stream';
import { AppError } from '@reelm/service-kit';
import type { Request, Response } from 'express';
import { parseRange, type Bytes } from './byte-range.js';
import { isNotModified, mayAnswerRange } from './conditional.js';
import type { Artifact } from './media.service.js';
import { pipeUntilClientLeaves } from './send-file.js';

/**
 * Answers with an artifact. Asked for by its present version it may be kept for ever; without a version, or with an old one, the client
 * has to ask again each time and gets 304 while nothing changed.
 */
export async function sendArtifact(
  request: Request,
  response: Response,
  artifact: Artifact,
  askedVersion: string | undefined,
): Promise<void> {
  const etag = `"${artifact.version}"`;
  const cacheControl = askedVersion === artifact.version ? 'private, max-age=31536000, immutable' : 'private, no-cache';
  if (isNotModified(request.headers, { etag, lastModified: null })) {
    response.status(304).set({ etag, 'cache-control': cacheControl }).end();
    return;
  }
  const range = rangeOf(request, artifact, etag);
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${artifact.size ?? 0}`);
    throw new AppError('request.range_invalid');
  }
  // Headers only now: a failure must not be kept for ever.
  const { body, size, contentType } = await artifact.open(range);
  response
    .status(range === undefined ? 200 : 206)
    .set({ etag, 'cache-control': cacheControl, 'content-type': contentType, 'content-length': String(size) });
  if (artifact.size !== undefined) response.setHeader('accept-ranges', 'bytes');
  if (range !== undefined) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${artifact.size ?? 0}`);
  if (request.method !== 'HEAD') return pipeUntilClientLeaves(body instanceof Readable ? body : Readable.from([body]), response);
  if (body instanceof Readable) body.destroy();
  response.end();
}

/** The asked-for part of what can be sent in parts; undefined for the whole. */
function rangeOf({ headers }: Request, { size }: Artifact, etag: string): Bytes | 'unsatisfiable' | undefined {
  if (size === undefined || !mayAnswerRange(headers, { etag, lastModified: null })) return undefined;
  return parseRange(headers.range, size) ?? undefined;
}
