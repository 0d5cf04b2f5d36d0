import { expect, it } from 'vitest';
import { completeAt } from './complete.js';
import { entityFields } from './fields.js';

/** Completes at the `|`; gives what would be replaced, and by what. */
const complete = (marked: string) => {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { start, end, items, wanted } = completeAt(text, caret, 'video');
  return { replaces: text.slice(start, end), with: items.map(({ insert }) => insert), ...(wanted && { wanted }) };
};

const everyField = Object.keys(entityFields.video).map((name) => `${name}:`);

it.each([
  ['|', '', everyField],
  ['beach |', '', everyField],
  ['beach |sunset', '', everyField],
  ['(|', '', everyField],
  ['-|', '', everyField],
  ['ra|', 'ra', ['rating:']],
  ['ra|ting', 'rating', ['rating:']],
  ['-(x OR RES|)', 'RES', ['resolution:', 'resume:']],
  ['favor|', 'favor', ['favourite:']],
  ['state|', 'state', ['state:', 'state=', 'state!=']],
  ['rating|', 'rating', ['rating:', 'rating=', 'rating!=', 'rating>=', 'rating<=', 'rating>', 'rating<']],
  ['title|', 'title', ['title:', 'title=', 'title!=', 'title:~']],
  ['zzz|', 'zzz', []],
  ['a AN|', 'AN', ['AND']],
  ['ADD|', 'ADD', ['added:']],
  ['a N|', 'N', ['NOT']],
  ['a OR|', 'OR', ['organised:', 'orientation:']],
])('%s: words, fields, operators', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['ra|:80', 'ra', ['rating']],
  ['ti|tle:x', 'title', ['title']],
  ['rating>|=80', '>=', [':', '=', '!=', '>=', '<=', '>', '<']],
  ['nothing>|=80', '>=', []],
])('%s: leaves the rest of a clause alone', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['state:|', '', ['pending', 'ready', 'failed', 'missing']],
  ['state: |', '', ['pending', 'ready', 'failed', 'missing']],
  ['state:RE|x beach', 'REx', ['ready']],
  ['state:"re|"', '"re"', ['ready']],
  ['missing:"co|', '"co', ['cover', 'code']],
  ['is:|', '', ['favourite', 'organised', 'watchlater']],
  ['-favourite:t|', 't', ['true']],
  ['resolution>=|', '', ['480p', '720p', '1080p', '1440p', '4k']],
  ['rating:|', '', []],
  ['unknown:x|', 'x', []],
  ['"sta|te"', '"state"', []],
])('%s: values', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['library:|', '', ''],
  ['library:Ho|me', 'Home', 'Ho'],
  ['library:"My V|ideos"', '"My Videos"', 'My V'],
  ['library:"My V| rating>=80', '"My V', 'My V'],
])('%s: asks the caller for values of an open set', (marked, replaces, prefix) => {
  expect(complete(marked)).toEqual({ replaces, with: [], wanted: { field: 'library', prefix } });
});

it('describes fields', () => {
  expect(completeAt('rat', 3, 'video').items).toEqual([{ kind: 'field', insert: 'rating:', description: 'Rating from 1 to 100' }]);
});

it('takes any caret and leaves texts alone that are too long to parse', () => {
  expect(completeAt('rat', 99, 'video').items).toHaveLength(1);
  expect(completeAt('rat', -1, 'video')).toMatchObject({ start: 0, end: 0 });
  expect(completeAt('rat', Number.NaN, 'video')).toMatchObject({ start: 0, end: 0 });
  expect(completeAt('x'.repeat(3000), 3000, 'video').items).toEqual([]);
});
