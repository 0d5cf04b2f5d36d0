import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { AppError } from '../errors.js';

/** How long a server may take, in milliseconds. */
export interface Patience {
  /** Until the connection stands. */
  connectMs: number;
  /** Without a byte in either direction, while nobody but the server is waited for. */
  silenceMs: number;
}

type OnResponse = (response: IncomingMessage) => void;

/**
 * `http` or `https` whose requests never wait for ever: what does not connect, or falls silent, ends with AppError `storage.unavailable`.
 * A transfer may take as long as it likes while it flows.
 */
export function withPatience(protocol: string, patience: Patience): { request: typeof http.request } {
  const transport = protocol === 'https:' ? https : http;
  const request = (options: RequestOptions, onResponse: OnResponse): ClientRequest =>
    watch(transport.request(options, onResponse), patience);
  return { request: request as typeof http.request };
}

function watch(request: ClientRequest, { connectMs, silenceMs }: Patience): ClientRequest {
  let response: IncomingMessage | undefined;
  request.once('response', (answer) => (response = answer));
  request.once('socket', (socket) => {
    const awaitBytes = () => void socket.setTimeout(silenceMs);
    let readerRests = false;
    const notice = () => {
      const rested = readerRests;
      readerRests = response !== undefined && response.readableLength > 0;
      // Whoever reads it takes their time: the server may not send more. It gets its time from when they go on.
      if (readerRests || rested) return awaitBytes();
      const problem = socket.connecting ? 'it cannot be connected to' : 'it fell silent';
      // An answer that has begun breaks off where it is read, with the reason.
      (response ?? request).destroy(new AppError('storage.unavailable', { problem }));
    };
    // A connection may be used again: by then it is watched by another request.
    socket.on('timeout', notice);
    request.once('close', () => socket.off('timeout', notice).off('connect', awaitBytes));
    if (socket.connecting) socket.setTimeout(connectMs).once('connect', awaitBytes);
    else awaitBytes();
  });
  return request;
}
