import { expect, it } from 'vitest';
import { ranked } from './palette-model';

const offers = [
  { id: 'theme', label: 'Light theme', words: 'dark colour' },
  { id: 'settings', label: 'Settings' },
  { id: 'libraries', label: 'Libraries', words: 'folders' },
  { id: 'set', label: 'Go to settings' },
];
const found = (typed: string) => ranked(offers, typed).map(({ id }) => id);

it('offers all in their order while nothing is typed', () => expect(found(' ')).toEqual(['theme', 'settings', 'libraries', 'set']));
it('puts names before other words, and beginnings first', () => {
  expect(found('set')).toEqual(['settings', 'set']);
  expect(found('L')).toEqual(['theme', 'libraries']);
  expect(found('th')).toEqual(['theme']);
  expect(found('fold')).toEqual(['libraries']);
});
it('wants every word', () => {
  expect(found('dark theme')).toEqual(['theme']);
  expect(found('dark settings')).toEqual([]);
});
