import { describe, expect, it } from 'vitest';
import { goalText, quantile, shown, verdict } from './figure.js';
import { page } from './report.js';

describe('figures', () => {
  it('judges against goals in either direction', () => {
    expect(verdict({ what: '', value: 3, unit: 's', goal: { atMost: 3 } })).toBe('reached');
    expect(verdict({ what: '', value: 3.01, unit: 's', goal: { atMost: 3 } })).toBe('short');
    expect(verdict({ what: '', value: 2_999, unit: '', goal: { atLeast: 3_000 } })).toBe('short');
    expect(verdict({ what: '', value: 1, unit: '' })).toBe('no goal');
  });

  it('shows about three digits', () => {
    expect([0.1234, 1.5, 15.56, 156.4, 123_456].map(shown)).toEqual(['0.12', '1.50', '15.6', '156', '123,456']);
    expect(goalText({ atLeast: 3_000 }, 'files/s')).toBe('≥ 3,000 files/s');
  });

  it('takes quantiles of unordered values', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([quantile(values, 0.5), quantile(values, 0.95), quantile([7], 0.95)]).toEqual([50, 95, 7]);
  });
});

it('says on the page what fell short', () => {
  const machine = { cores: 2, processor: 'p', memoryGiB: 4, node: '24.0.0', ffmpeg: '7' };
  const section = { name: 'x', title: 'X', method: 'Measured.', measuredAt: '2026-01-02T00:00:00Z', machine, quick: false };
  const text = page([{ ...section, figures: [{ what: 'rescan', value: 4, unit: 's', goal: { atMost: 3 } }] }]);
  expect(text).toContain('| rescan | 4.00 s | ≤ 3 s | **short** |  |');
});
