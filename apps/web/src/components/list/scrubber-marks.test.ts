import { describe, expect, it } from 'vitest';
import { bucketAt, placed, spacedLabels } from './scrubber-marks';

const marks = [
  { label: '2026-03', start: 0 },
  { label: '2026-02', start: 0.3 },
  { label: '2025-12', start: 0.5 },
  { label: '2024-01', start: 0.51 },
  { label: '2023-01', start: 0.9 },
];

describe('the scrubber', () => {
  it('finds the bucket that a place falls into', () => {
    expect([0, 0.29, 0.3, 0.505, 1].map((position) => bucketAt(marks, position))).toEqual([0, 0, 1, 2, 4]);
  });

  it('places buckets one after the other', () => {
    expect(placed([{ share: 0.25 }, { share: 0.5 }, { share: 0.25 }]).map(({ start }) => start)).toEqual([0, 0.25, 0.75]);
  });

  it('shows labels that differ and have room', () => {
    expect(spacedLabels(marks).map(({ label, place }) => [label, place])).toEqual([
      ['2026', 0],
      ['2025', 2],
      ['2023', 4],
    ]);
  });
});
