import { describe, expect, it } from 'vitest';
import { loopTarget, nextLoop } from './loop';

describe('a loop', () => {
  it('begins, ends and goes with one key', () => {
    const begun = nextLoop(null, 10);
    expect(begun).toEqual({ from: 10, to: null });
    const ended = nextLoop(begun, 14);
    expect(ended).toEqual({ from: 10, to: 14 });
    expect(nextLoop(ended, 12)).toBeNull();
  });

  it('may be ended before it was begun, but is no shorter than a tenth of a second', () => {
    expect(nextLoop({ from: 10, to: null }, 4)).toEqual({ from: 4, to: 10 });
    expect(nextLoop({ from: 10, to: null }, 10.05)).toBeNull();
  });

  it('leads back from its end, and only from there', () => {
    const loop = { from: 10, to: 14 };
    expect(loopTarget(loop, 13.9, 14.02)).toBe(10);
    expect(loopTarget(loop, 12, 13)).toBeNull();
    expect(loopTarget(loop, 20, 20.1)).toBeNull();
    expect(loopTarget(loop, 2, 40)).toBeNull();
    expect(loopTarget({ from: 10, to: null }, 13, 14)).toBeNull();
  });
});
