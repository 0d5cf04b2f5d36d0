import { expect, it } from 'vitest';
import { byYear } from './timeline-model.js';

const video = (id: string, date: string | null) => ({ id, date });

it('groups videos by year, the newest first and those without a date last', () => {
  const years = byYear([video('a', '2019-06-30'), video('b', null), video('c', '2021'), video('d', '2019')], '1990-01');
  expect(years.map(({ year, age, items }) => [year, age, items.map(({ id }) => id).join('')])).toEqual([
    [2021, 31, 'c'],
    [2019, 29, 'ad'],
    [null, null, 'b'],
  ]);
});

it('tells no age where the birth date is not known', () => {
  expect(byYear([video('a', '2019')], null)[0]?.age).toBeNull();
});
