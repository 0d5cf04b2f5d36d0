import { describe, expect, it } from 'vitest';
import { AttemptLimiter } from './attempt-limiter.js';

const evaluated = (limiter: AttemptLimiter, clock: { now: number }, key: string, seconds: number): number => {
  let count = 0;
  for (const end = clock.now + seconds * 1000; clock.now < end; clock.now += 60) if (limiter.begin(key) === 0) count += 1;
  return count;
};

describe('AttemptLimiter', () => {
  it('evaluates at most ten of a thousand tries in a minute, and about four an hour later on', () => {
    const clock = { now: 1_000_000 };
    const limiter = new AttemptLimiter(() => clock.now);
    expect(evaluated(limiter, clock, 'account:anna', 60)).toBe(8);
    evaluated(limiter, clock, 'account:anna', 3600);
    expect(evaluated(limiter, clock, 'account:anna', 3600)).toBe(4);
  });

  it('lets only the free ones of many simultaneous tries in', () => {
    const limiter = new AttemptLimiter(() => 5000);
    const waits = Array.from({ length: 1000 }, () => limiter.begin('account:anna', 'address:1.2.3.4'));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
    expect(waits.at(-1)).toBe(1000);
  });

  it('blocks by any of the keys and does not count a refused try', () => {
    const limiter = new AttemptLimiter(() => 5000);
    for (let i = 0; i < 3; i += 1) limiter.begin('address:1.2.3.4');
    expect(limiter.begin('account:anna', 'address:1.2.3.4')).toBe(1000);
    expect(limiter.begin('account:anna', 'address:5.6.7.8')).toBe(0);
  });

  it('keeps the failures of an address from which somebody signed in', () => {
    const clock = { now: 0 };
    const limiter = new AttemptLimiter(() => clock.now);
    limiter.begin('address');
    limiter.begin('address');
    limiter.begin('address');
    limiter.takeBack('address');
    expect(limiter.begin('address')).toBe(0);
    expect(limiter.begin('address')).toBe(1000);
  });

  it('starts anew after a success and after an hour without a try', () => {
    const clock = { now: 0 };
    const limiter = new AttemptLimiter(() => clock.now);
    const exhaust = () => {
      for (let i = 0; i < 3; i += 1) limiter.begin('a');
    };
    exhaust();
    limiter.forget('a');
    expect(limiter.begin('a')).toBe(0);
    exhaust();
    clock.now += 3_600_000;
    expect([limiter.begin('a'), limiter.begin('a')]).toEqual([0, 0]);
  });
});
