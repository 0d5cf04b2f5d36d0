import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuthenticatedRequest } from '../auth/actor.js';
import type { AuthService } from '../auth/auth.service.js';
import { LiveController } from './live.controller.js';
import type { LiveService } from './live.service.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const opened = (authenticate: () => Promise<unknown>) => {
  let listening = false;
  const live = { add: () => ((listening = true), () => (listening = false)) } as unknown as LiveService;
  const stream = new PassThrough();
  const response = Object.assign(stream, { status: () => response, set: () => response, flushHeaders: () => undefined });
  new LiveController(live, { authenticate } as unknown as AuthService).listen(
    { actor: { limited: false } } as AuthenticatedRequest,
    response as unknown as Response,
  );
  return { stream, isListening: () => listening };
};
const beats = async (stream: PassThrough, count: number) => {
  await vi.advanceTimersByTimeAsync(15_000 * count);
  return String(stream.read() ?? '').match(/: still here/g)?.length ?? 0;
};

test('beats every 15 seconds while the session lives', async () => {
  const { stream, isListening } = opened(() => Promise.resolve({ limited: false }));
  expect(await beats(stream, 3)).toBe(3);
  expect(isListening()).toBe(true);
});

test.each([
  ['the session has ended', () => Promise.resolve(undefined)],
  ['the key is no longer good', () => Promise.reject(new Error('auth.key_invalid'))],
])('closes at the next beat when %s', async (_, authenticate) => {
  const { stream, isListening } = opened(authenticate);
  const closed = new Promise((resolve) => stream.once('close', resolve));
  stream.resume();
  await vi.advanceTimersByTimeAsync(15_000);
  await closed;
  expect(isListening()).toBe(false);
});
