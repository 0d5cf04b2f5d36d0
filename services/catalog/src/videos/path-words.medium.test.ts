import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { pathWords } from './path-words.js';

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
});
afterAll(() => tables.stop());

test('says of ASCII what the database would', async () => {
  const part = fc.oneof(
    fc.string({ unit: fc.integer({ min: 1, max: 127 }).map((code) => String.fromCharCode(code)) }),
    fc.constantFrom('Part 2', '007', '0000000000000', '1234567890123', '9', ' - ', '/', '//', '.mp4', '', 'x'.repeat(120)),
  );
  const paths = fc.sample(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    { numRuns: 2_000, seed: 7 },
  );
  const rows = await tables.database.query<{ path: string; pathWords: string; nameKey: string }>(
    `SELECT path, search_text(path) AS "pathWords", natural_key(regexp_replace(path, '^.*/', '')) AS "nameKey"
     FROM unnest($1::text[]) WITH ORDINALITY AS given (path, place) ORDER BY place`,
    [paths],
  );
  expect(rows.map(({ path }) => ({ path, ...pathWords(path) }))).toEqual(rows);
});

test.each(['Été/a.mp4', '東京.mp4', 'a\u00a0b', '\ud800'])('leaves %j to the database', (path) => {
  expect(pathWords(path)).toEqual({ pathWords: null, nameKey: null });
});
