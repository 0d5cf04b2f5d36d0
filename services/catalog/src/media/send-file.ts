import { pipeline } from 'node:stream/promises';
import { AppError } from '@reelm/service-kit';
import type { Request, Response } from 'express';
import { parseRange } from './byte-range.js';
import { isNotModified, mayAnswerRange } from './conditional.js';
import { videoTypeOf } from './content-type.js';
import type { OpenFile } from './library-file.repository.js';

// Large enough that a stream costs few reads, small enough that many streams cost little memory.
const chunkBytes = 256 * 1024;

/** Answers a GET or HEAD request with a file or the asked-for part of it, and closes the file. */
export async function sendFile(request: Request, response: Response, file: OpenFile): Promise<void> {
  try {
    await answer(request, response, file);
  } finally {
    await file.handle.close();
  }
}

async function answer(request: Request, response: Response, file: OpenFile): Promise<void> {
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('etag', file.etag);
  if (file.lastModified !== null) response.setHeader('last-modified', file.lastModified.toUTCString());
  response.setHeader('cache-control', 'private, no-cache');
  if (isNotModified(request.headers, file)) {
    response.status(304).end();
    return;
  }
  const range = mayAnswerRange(request.headers, file) ? parseRange(request.headers.range, file.size) : null;
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${file.size}`);
    throw new AppError('request.range_invalid');
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  if (range !== null) response.setHeader('content-range', `bytes ${start}-${end}/${file.size}`);
  response.status(range === null ? 200 : 206);
  response.setHeader('content-type', videoTypeOf(file.name));
  response.setHeader('content-length', end - start + 1);
  response.setHeader('content-disposition', `inline; filename*=UTF-8''${encodeFileName(file.name)}`);
  if (request.method === 'HEAD' || end < start) {
    response.end();
    return;
  }
  await pipeUntilClientLeaves(file.handle.createReadStream({ start, end, highWaterMark: chunkBytes, autoClose: false }), response);
}

/** RFC 8187 allows fewer characters than encodeURIComponent leaves. */
export const encodeFileName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const clientLeft = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_UNABLE_TO_PIPE', 'ECONNRESET', 'EPIPE']);

/** Sends a stream; a client that goes away (seeking does that all the time) ends the stream and is no error. */
export async function pipeUntilClientLeaves(source: NodeJS.ReadableStream, response: Response): Promise<void> {
  try {
    await pipeline(source, response);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && clientLeft.has(String(error.code)))) throw error;
  }
}
