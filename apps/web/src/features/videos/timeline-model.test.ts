import { describe, expect, it } from 'vitest';
import { heatOf, lanesOf, movedEnd, nearestCut, outlineOf } from './timeline-model';

describe('ends of a marker', () => {
  it('stay in the film and in their order', () => {
    const stretch = { startSeconds: 10, endSeconds: 20 };
    expect(movedEnd(stretch, 'start', 12.345, 60)).toEqual({ startSeconds: 12.3, endSeconds: 20 });
    expect(movedEnd(stretch, 'start', 25, 60)).toEqual({ startSeconds: 19.9, endSeconds: 20 });
    expect(movedEnd(stretch, 'start', -3, 60).startSeconds).toBe(0);
    expect(movedEnd(stretch, 'end', 5, 60)).toEqual({ startSeconds: 10, endSeconds: 10.1 });
    expect(movedEnd(stretch, 'end', 99, 60).endSeconds).toBe(60);
    expect(movedEnd({ startSeconds: 10, endSeconds: null }, 'start', 30, 60)).toEqual({ startSeconds: 30, endSeconds: null });
  });
});

describe('the outline of a strip', () => {
  it('is as high as its highest value', () => {
    expect(outlineOf([0, 50, 200])).toBe('M0 100L0 100H1L1 75H2L2 0H3V100Z');
    expect(outlineOf([0, 0])).toBe('M0 100L0 100H1L1 100H2V100Z');
  });
});

describe('heat', () => {
  it('is warmer the more there is', () => {
    expect(heatOf([0, 100])).toBe('linear-gradient(to right, oklch(0.75 0.15 150 / 0) 25%, oklch(0.75 0.15 25 / 1) 75%)');
  });
});

describe('a click beside a cut', () => {
  it('means the nearest, where one is near', () => {
    const cuts = [{ seconds: 10 }, { seconds: 12 }];
    expect(nearestCut(cuts, 11.2, 1)).toEqual({ seconds: 12 });
    expect(nearestCut(cuts, 20, 1)).toBeUndefined();
  });
});

describe('lanes', () => {
  it('are as many as overlap', () => {
    const at = (startSeconds: number, endSeconds: number | null = null) => ({ startSeconds, endSeconds });
    expect(lanesOf([at(50), at(0, 10), at(5, 20), at(10, 12), at(50.1)], 100)).toEqual([
      [at(0, 10), at(10, 12), at(50)],
      [at(5, 20), at(50.1)],
    ]);
    expect(lanesOf([], 100)).toEqual([]);
  });
});
