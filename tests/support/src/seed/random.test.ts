import { describe, expect, it } from 'vitest';
import { Random } from './random.js';

describe('Random', () => {
  it('gives the same series for the same seed and place, and others for others', () => {
    const series = (seed: number, place: number) => {
      const random = new Random(seed, place);
      return [random.next(), random.next(), random.next()];
    };
    expect(series(1, 5)).toEqual(series(1, 5));
    const different = [series(1, 5), series(1, 6), series(2, 5), series(2, 6)].flat();
    expect(new Set(different).size).toBe(different.length);
  });

  it('spreads evenly, also over the first numbers of neighbouring places', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let place = 0; place < 10_000; place += 1) {
      const slot = new Random(1, place).below(10);
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('draws low ranks often and high ones rarely', () => {
    const random = new Random(3, 1);
    const ranks = Array.from({ length: 20_000 }, () => random.zipf(1_000, 10));
    const share = (from: number, to: number) => ranks.filter((rank) => rank >= from && rank < to).length / ranks.length;
    // ln(20 / 10) and ln(1010 / 510) of ln(1010 / 10).
    expect(share(0, 10)).toBeCloseTo(0.15, 1);
    expect(share(500, 1_000)).toBeCloseTo(0.148, 1);
    expect(share(0, 1)).toBeGreaterThan(20 * share(900, 901));
    expect(Math.max(...ranks)).toBeLessThan(1_000);
  });
});
