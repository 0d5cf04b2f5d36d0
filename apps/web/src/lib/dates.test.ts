import { describe, expect, it } from 'vitest';
import { formatPartialDate, yearsBetween } from './dates.js';

describe('years between two dates', () => {
  it.each([
    ['1990-06-15', '2020-06-15', 30],
    ['1990-06-15', '2020-06-14', 29],
    ['1990-06-15', '2020-05', 29],
    ['1990-06', '2020-06-01', 30],
    ['1990', '2020', 30],
    ['1990-02-01', '2020', 29],
    ['2020', '1990', -30],
  ])('from %s to %s are %i', (from, to, years) => {
    expect(yearsBetween(from, to)).toBe(years);
  });

  it('are not known without a beginning', () => {
    expect(yearsBetween(null, '2020')).toBeNull();
  });
});

describe('a partial date', () => {
  it.each([
    ['2019', '2019'],
    ['2019-06', 'June 2019'],
    ['2019-06-30', '30 June 2019'],
  ])('%s is shown as %s', (date, shown) => {
    expect(formatPartialDate(date)).toBe(shown);
  });
});
