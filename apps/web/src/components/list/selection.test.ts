import { describe, expect, it } from 'vitest';
import { addRange, countSelected, everything, isEmpty, isSelected, nothing, targetOf, toggle } from './selection';

describe('a selection', () => {
  it('takes items in and lets them go', () => {
    const one = toggle(nothing, 'a');
    expect(isSelected(one, 'a')).toBe(true);
    expect(isEmpty(toggle(one, 'a'))).toBe(true);
  });

  it('grows by a run of items, each counted once', () => {
    expect(countSelected(addRange(toggle(nothing, 'b'), ['a', 'b', 'c']), null)).toBe(3);
  });

  it('of all that match is the search itself', () => {
    expect(isSelected(everything, 'never seen')).toBe(true);
    expect(targetOf(everything, 'rating>80')).toEqual({ q: 'rating>80' });
    expect(countSelected(everything, { count: 10_000, exact: false })).toBeNull();
    expect(countSelected(everything, { count: 12, exact: true })).toBe(12);
  });

  it('of all that match leaves out what is let go, until it is taken in again', () => {
    const but = toggle(toggle(everything, 'a'), 'b');
    expect(['a', 'b', 'c'].map((id) => isSelected(but, id))).toEqual([false, false, true]);
    expect(targetOf(but, 'rating>80')).toEqual({ q: 'rating>80', except: ['a', 'b'] });
    expect(countSelected(but, { count: 12, exact: true })).toBe(10);
    expect(targetOf(addRange(toggle(but, 'a'), ['b', 'c']), '')).toEqual({ q: '' });
  });
});
