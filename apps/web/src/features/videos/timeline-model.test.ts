import { describe, expect, it } from 'vitest';
import { lanesOf, movedEnd } from './timeline-model';

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
