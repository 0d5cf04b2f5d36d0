import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { isNotModified } from './conditional.js';
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
  // Headers only now: a failure must not be kept for ever.
  const { body, size, contentType } = await artifact.open();
  response.status(200).set({ etag, 'cache-control': cacheControl, 'content-type': contentType, 'content-length': String(size) });
  if (request.method !== 'HEAD') return pipeUntilClientLeaves(body instanceof Readable ? body : Readable.from([body]), response);
  if (body instanceof Readable) body.destroy();
  response.end();
}
