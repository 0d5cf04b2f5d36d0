import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTsv, writeTsv } from './tsv.js';

it('reads what spreadsheets write', () => {
  expect(parseTsv('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(parseTsv('"two\nlines"\t"say ""yes"""\nplain "quoted" word\t')).toEqual([
    ['two\nlines', 'say "yes"'],
    ['plain "quoted" word', ''],
  ]);
  expect(parseTsv('"not closed\tb')).toEqual([['"not closed', 'b']]);
  expect(parseTsv('')).toEqual([['']]);
  expect(parseTsv('a\n\nb')).toEqual([['a'], [''], ['b']]);
});

it('writes what it reads again', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\t', '\n', '\r', 'é') });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      // A line break at the end of the text is none of its cells.
      fc.pre(!(rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '' && rows.length > 1));
      expect(parseTsv(writeTsv(rows))).toEqual(rows);
    }),
  );
});
