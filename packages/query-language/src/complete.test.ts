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

const everyField = Object.keys(entityFields.video).map((name) => (name === 'custom' ? 'custom.' : `${name}:`));

it.each([
  ['|', '', everyField],
  ['beach |', '', everyField],
  ['beach |sunset', '', everyField],
  ['(|', '', everyField],
  ['-|', '', everyField],
  ['performer:(a) |', '', everyField],
  ['rat|', 'rat', ['rating:']],
  ['rat|ing', 'rating', ['rating:']],
  ['-(x OR RES|)', 'RES', ['resolution:', 'resume:']],
  ['favor|', 'favor', ['favourite:']],
  ['stat|', 'stat', ['state:']],
  ['state|', 'state', ['state:', 'state=', 'state!=']],
  ['rating|', 'rating', ['rating:', 'rating=', 'rating!=', 'rating>=', 'rating<=', 'rating>', 'rating<']],
  ['title|', 'title', ['title:', 'title=', 'title!=', 'title:~']],
  ['studio|', 'studio', ['studio:', 'studio.', 'studio:(', 'studio=', 'studio!=']],
  ['zzz|', 'zzz', []],
  ['a|', 'a', ['added:', 'audio:', 'performer:']],
  ['a AN|', 'AN', ['AND']],
  ['AN|', 'AN', []],
  ['a N|', 'N', ['NOT']],
  ['a OR|', 'OR', ['organised:', 'orientation:']],
])('%s: words, fields, operators', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['rat|:80', 'rat', ['rating']],
  ['ti|tle:x', 'title', ['title']],
  ['rating>|=80', '>=', [':', '=', '!=', '>=', '<=', '>', '<']],
  ['tag+2|:x', ':', [':', '=', '!=']],
  ['nothing>|=80', '>=', []],
])('%s: leaves the rest of a clause alone', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['performer.bir|', 'performer.bir', ['performer.birthdate:']],
  [
    'performer.birthday|',
    'performer.birthday',
    ['performer.birthdate:', ...['=', '!=', '>=', '<=', '>', '<'].map((o) => `performer.birthdate${o}`)],
  ],
  ['performer.tag.fav|', 'performer.tag.fav', ['performer.tag.favourite:']],
  ['performer.bi|>2000', 'performer.bi', ['performer.birthdate']],
  ['title.|', 'title.', []],
  ['nothing.x|', 'nothing.x', []],
  ['performer.is:|', '', ['favourite', 'organised', 'automatch']],
  ['performer:(bir|', 'bir', ['birthdate:']],
  ['performer:(age<30 -tag:(chil|', 'chil', ['child:', 'children:']],
  ['performer:(tag:(x) bir|)', 'bir', ['birthdate:']],
  ['performer:((x OR bir|', 'bir', ['birthdate:']],
  ['performer:(gender:tr|)', 'tr', ['transgender-male', 'transgender-female']],
  ['nothing:(bir|', '', []],
])('%s: the fields of what is related', (marked, replaces, inserts) => {
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
  ['orientation:|', '', ['landscape', 'portrait', 'square', 'none', 'any']],
  ['rating:|', '', ['none', 'any']],
  ['rating>|', '', []],
  ['rating:"n|"', '"n"', []],
  ['plays:|', '', []],
  ['state>=|', '', []],
  ['unknown:x|', 'x', []],
  ['"sta|te"', '"state"', []],
])('%s: values', (marked, replaces, inserts) => {
  expect(complete(marked)).toEqual({ replaces, with: inserts });
});

it.each([
  ['library:|', '', { what: 'value', kind: 'video', field: 'library', prefix: '' }],
  ['library:Ho|me', 'Home', { what: 'value', kind: 'video', field: 'library', prefix: 'Ho' }],
  ['library:"My V|ideos"', '"My Videos"', { what: 'value', kind: 'video', field: 'library', prefix: 'My V' }],
  ['library:"My V| rating>=80', '"My V', { what: 'value', kind: 'video', field: 'library', prefix: 'My V' }],
  ['tag+2:"be|', '"be', { what: 'name', kind: 'tag', prefix: 'be' }],
  ['performer.studio=b|', 'b', { what: 'name', kind: 'studio', prefix: 'b' }],
  ['performer:(-tag:b|)', 'b', { what: 'name', kind: 'tag', prefix: 'b' }],
  ['performer.country:b|', 'b', { what: 'value', kind: 'performer', field: 'country', prefix: 'b' }],
  ['custom.|', '', { what: 'key', kind: 'video', prefix: '' }],
  ['performer.custom.lo|c', 'loc', { what: 'key', kind: 'performer', prefix: 'lo' }],
  ['performer:(custom.lo|:x', 'lo', { what: 'key', kind: 'performer', prefix: 'lo' }],
  ['custom.location:b|', 'b', { what: 'value', kind: 'video', field: 'custom.location', prefix: 'b' }],
])('%s: asks the caller for what the library knows', (marked, replaces, wanted) => {
  expect(complete(marked)).toEqual({ replaces, with: [], wanted });
});

it('completes in the table of the kind that is searched', () => {
  expect(completeAt('birthd', 6, 'performer').items).toMatchObject([{ insert: 'birthdate:' }]);
  expect(completeAt('birthd', 6, 'tag').items).toEqual([]);
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
