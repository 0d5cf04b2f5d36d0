import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChangeQueue } from './change-queue.js';

const quietMs = 400;
let rounds: string[][];
let finish: (() => void)[];
let queue: ChangeQueue<string>;

beforeEach(() => {
  vi.useFakeTimers();
  rounds = [];
  finish = [];
  queue = new ChangeQueue((names) => {
    rounds.push([...names]);
    return new Promise<void>((resolve) => finish.push(resolve));
  }, quietMs);
});
afterEach(() => vi.useRealTimers());

test('many changes at once are one round, after they have gone quiet', async () => {
  queue.add(['a']);
  await vi.advanceTimersByTimeAsync(quietMs - 1);
  queue.add(['b', 'a']);
  await vi.advanceTimersByTimeAsync(quietMs - 1);
  expect(rounds).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(rounds).toEqual([['a', 'b']]);
});

test('what changes during a round waits for the next', async () => {
  queue.add(['a']);
  await vi.advanceTimersByTimeAsync(quietMs);
  queue.add(['a']);
  await vi.advanceTimersByTimeAsync(quietMs * 10);
  expect(rounds).toEqual([['a']]);
  finish[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(rounds).toEqual([['a'], ['a']]);
});

test('once it is closed nothing is begun', async () => {
  queue.add(['a']);
  await vi.advanceTimersByTimeAsync(quietMs);
  queue.add(['b']);
  await vi.advanceTimersByTimeAsync(quietMs);
  queue.close();
  queue.add(['c']);
  finish[0]?.();
  await vi.advanceTimersByTimeAsync(quietMs * 10);
  expect(rounds).toEqual([['a']]);
});
