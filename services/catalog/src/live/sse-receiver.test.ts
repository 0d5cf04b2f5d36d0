import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { expect, test } from 'vitest';
import { SseReceiver } from './sse-receiver.js';

/** A response whose reader is slow: it holds back after `highWaterMark` bytes. */
const slowResponse = (highWaterMark: number) => {
  const stream = new PassThrough({ highWaterMark });
  const response = Object.assign(stream, { status: () => response, set: () => response, flushHeaders: () => undefined });
  return { stream, response: response as unknown as Response };
};

test('holds back while the client does not read, and goes on when it does', async () => {
  const { stream, response } = slowResponse(64);
  const receiver = new SseReceiver(response);
  expect(receiver.ready).toBe(true);
  receiver.send([{ type: 'videos', ids: ['a'.repeat(100)] }]);
  expect(receiver.ready).toBe(false);
  const drained = new Promise((resolve) => stream.once('drain', resolve));
  stream.resume();
  await drained;
  expect(receiver.ready).toBe(true);
});

test('writes each event as a block of its own and beats as a comment', () => {
  const { stream, response } = slowResponse(10_000);
  const receiver = new SseReceiver(response);
  receiver.send([{ type: 'libraries' }, { type: 'dead-letters' }]);
  receiver.beat();
  expect(String(stream.read())).toBe('retry: 2000\n\ndata: {"type":"libraries"}\n\ndata: {"type":"dead-letters"}\n\n: still here\n\n');
});

test('is not ready once it is closed', () => {
  const { response } = slowResponse(10_000);
  const receiver = new SseReceiver(response);
  receiver.close();
  expect(receiver.ready).toBe(false);
});
