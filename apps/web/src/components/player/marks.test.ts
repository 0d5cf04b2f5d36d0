import { describe, expect, it } from 'vitest';
import { markAt, markFrom, type Mark } from './marks';

const mark = (name: string, startSeconds: number, endSeconds: number | null = null, kind: Mark['kind'] = 'marker'): Mark => ({
  id: name,
  kind,
  name,
  startSeconds,
  endSeconds,
});
const marks = [mark('storm', 60, 90), mark('Arrival', 0, null, 'chapter'), mark('dive', 30), mark('Night', 75, null, 'chapter')];

describe('marks', () => {
  it('lead on to the next, and back to the one before', () => {
    expect(markFrom(marks, 10, 1)).toBe(30);
    expect(markFrom(marks, 30, 1)).toBe(60);
    expect(markFrom(marks, 80, 1)).toBeNull();
    expect(markFrom(marks, 70, -1)).toBe(60);
    expect(markFrom(marks, 61, -1)).toBe(30);
    expect(markFrom([mark('dive', 30)], 12, -1)).toBe(0);
    expect(markFrom(marks, 0, -1)).toBeNull();
  });

  it('name the place that one points at', () => {
    expect(markAt(marks, 20)?.name).toBe('Arrival');
    expect(markAt(marks, 30.5)?.name).toBe('dive');
    expect(markAt(marks, 33)?.name).toBe('Arrival');
    expect(markAt(marks, 65)?.name).toBe('storm');
    expect(markAt(marks, 80)?.name).toBe('Night');
  });
});
