import { describe, expect, it } from 'vitest';
import {
  chaptersWithin,
  grainOf,
  heatOf,
  hiddenBefore,
  lanesOf,
  movedEnd,
  nearestCut,
  outlineOf,
  panned,
  pieceOf,
  withTime,
  zoomed,
} from './timeline-model';

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

  it('are as exact as what is seen allows', () => {
    expect(movedEnd({ startSeconds: 10, endSeconds: 20 }, 'end', 15.678, 60, 0.01).endSeconds).toBe(15.68);
    expect(grainOf({ from: 0, to: 60 }, 100)).toBe(0.01);
    expect(grainOf({ from: 0, to: 61 }, 100)).toBe(0.1);
    expect(grainOf({ from: 0, to: 12 }, 12)).toBe(0.1);
  });
});

describe('chapters', () => {
  const at = (...starts: number[]) => starts.map((startSeconds) => ({ startSeconds, title: `At ${startSeconds}` }));
  const ends = (duration: number, ...starts: number[]) =>
    chaptersWithin(at(...starts), duration).map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]);

  it('end where the next begins, and the last with the film', () => {
    expect(ends(100, 0, 40, 70)).toEqual([
      [0, 40],
      [40, 70],
      [70, 100],
    ]);
  });

  it('never reach past the end of the film', () => {
    expect(ends(60, 0, 40, 70, 90)).toEqual([
      [0, 40],
      [40, 60],
    ]);
    expect(ends(40, 40)).toEqual([]);
  });
});

describe('the part that is shown', () => {
  const whole = { from: 0, to: 100 };
  it('keeps what is pointed at in its place', () => {
    expect(zoomed(whole, 0.5, 50, 100)).toEqual({ from: 25, to: 75 });
    expect(zoomed(whole, 0.5, 0, 100)).toEqual({ from: 0, to: 50 });
    expect(zoomed({ from: 25, to: 75 }, 2, 70, 100)).toEqual(whole);
  });

  it('ends where the film does, and is never shorter than it helps', () => {
    expect(zoomed({ from: 90, to: 100 }, 2, 99, 100)).toEqual({ from: 80, to: 100 });
    expect(zoomed(whole, 0.0001, 50, 100)).toEqual({ from: 49, to: 51 });
    expect(zoomed({ from: 0, to: 1 }, 0.5, 0.5, 1)).toEqual({ from: 0, to: 1 });
    expect(panned({ from: 10, to: 20 }, 95, 100)).toEqual({ from: 90, to: 100 });
  });

  it('names what began before it', () => {
    const shown = { from: 30, to: 60 };
    expect(hiddenBefore(20, 60, shown)).toBe(0.25);
    expect(hiddenBefore(40, 60, shown)).toBe(0);
    expect(hiddenBefore(10, 20, shown)).toBe(1);
    expect(hiddenBefore(10, 10, shown)).toBe(0);
  });

  it('goes on with the film a page at a time', () => {
    const shown = { from: 10, to: 20 };
    expect(withTime(shown, 15, 100)).toBe(shown);
    expect(withTime(shown, 20.5, 100)).toEqual({ from: 19.5, to: 29.5 });
    expect(withTime(shown, 3, 100)).toEqual({ from: 2, to: 12 });
  });

  it('is listened to in pieces that hold it', () => {
    expect(pieceOf({ from: 0, to: 100 }, 100)).toBeNull();
    expect(pieceOf({ from: 0, to: 600 }, 3600)).toBeNull();
    expect(pieceOf({ from: 37, to: 42 }, 3600)).toEqual({ from: 32, to: 48 });
    expect(pieceOf({ from: 95, to: 100 }, 100)).toEqual({ from: 88, to: 100 });
    for (const from of [0, 1.5, 7.9, 8, 123.4])
      for (const span of [2, 5, 8, 60, 200]) {
        const piece = pieceOf({ from, to: from + span }, 3600);
        expect(piece?.from).toBeLessThanOrEqual(from);
        expect(piece?.to).toBeGreaterThanOrEqual(from + span);
      }
  });
});

describe('the outline of a strip', () => {
  it('is as high as its highest value', () => {
    expect(outlineOf([0, 50, 200])).toBe('M0 100L0 100H1L1 75H2L2 0H3V100Z');
    expect(outlineOf([50], 200)).toBe('M0 100L0 75H1V100Z');
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
