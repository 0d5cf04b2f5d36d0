import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { throttle } from './throttle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs at once, then at most once in its time, and after the last call', () => {
  const work = vi.fn();
  const { call } = throttle(work, 1000);
  call();
  vi.advanceTimersByTime(0);
  expect(work).toHaveBeenCalledTimes(1);
  for (let calls = 0; calls < 9; calls += 1) call();
  vi.advanceTimersByTime(999);
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(work).toHaveBeenCalledTimes(2);
});

it('does nothing more once it is cancelled', () => {
  const work = vi.fn();
  const { call, cancel } = throttle(work, 1000);
  call();
  cancel();
  vi.advanceTimersByTime(2000);
  expect(work).not.toHaveBeenCalled();
});
