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

  it('begins anew with the item that is pointed at after all were chosen', () => {
    expect(targetOf(toggle(everything, 'a'), '')).toEqual({ ids: ['a'] });
  });
});
