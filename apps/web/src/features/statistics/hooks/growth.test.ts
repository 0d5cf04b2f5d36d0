import { describe, expect, it } from 'vitest';
import { growthSteps, summedUp, timeName } from './growth';

const month = (name: string, added: number) => ({ month: name, added, bytes: added * 10, query: `added:${name}` });

describe('growth', () => {
  it('fills the months in which nothing came, over the turn of a year', () => {
    expect(growthSteps([month('2025-11', 3), month('2026-02', 1)]).map(({ time, added, query }) => [time, added, query])).toEqual([
      ['2025-11', 3, 'added:2025-11'],
      ['2025-12', 0, 'added:2025-12'],
      ['2026-01', 0, 'added:2026-01'],
      ['2026-02', 1, 'added:2026-02'],
    ]);
  });

  it('shows years where there are too many months', () => {
    const steps = growthSteps([month('2015-01', 2), month('2015-06', 3), month('2024-01', 4)]);
    expect(steps).toHaveLength(10);
    expect(steps[0]).toEqual({ time: '2015', added: 5, bytes: 50, query: 'added:2015' });
    expect(steps.reduce((sum, { added }) => sum + added, 0)).toBe(9);
  });

  it('is nothing for an empty library', () => expect(growthSteps([])).toEqual([]));
  it('sums up', () => expect(summedUp([1, 0, 4])).toEqual([1, 1, 5]));
  it('names times', () => expect(['2026-03', '2026'].map(timeName)).toEqual(['Mar 2026', '2026']));
});
