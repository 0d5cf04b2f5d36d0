import { afterAll, beforeAll, expect, test } from 'vitest';
import { analysis, fileState, libraryState, libraryTables, message, type LibraryTables } from '../testing/library.js';
import { searchOf } from '../testing/search.js';
import { videoIdFor } from '../videos/video-id.js';

let tables: LibraryTables;
afterAll(() => tables.stop());

const otherLibrary = '01900000-0000-7000-8000-000000000002';
const shelf = {
  beach: fileState({ path: 'Holiday 2019/IMG_2034.mp4', bytes: 5_000_000 }),
  cafe: fileState({ path: 'Été/Café am Straßenrand.webm', bytes: 20_000_000 }),
  russian: fileState({ path: 'Русский/Жук.mkv' }),
  chinese: fileState({ path: '東京都市.mp4' }),
  plain: fileState({ path: 'abandoned.mp4', libraryId: otherLibrary }),
};

beforeAll(async () => {
  tables = await libraryTables();
  await tables.apply(async (tx) => {
    await tables.projection.libraries(tx, [message(libraryState()), message(libraryState({ libraryId: otherLibrary, name: 'Éxtra' }))]);
    await tables.projection.fileStates(
      tx,
      Object.values(shelf).map((file) => message(file)),
    );
    await tables.projection.analysed(tx, [
      message(analysis(shelf.beach, { durationSeconds: 59.9, width: 1080, height: 1920, videoCodec: 'hevc' })),
      message(analysis(shelf.cafe, { durationSeconds: 3600, width: 3840, height: 2160, videoCodec: 'vp9' })),
    ]);
    await tx.query(
      `UPDATE video SET title = 'Sea & 100% Sun', details = 'Waves', date = '2019-06', rating = 80, favourite = true WHERE id = $1`,
      [videoIdFor(shelf.beach.fileId)],
    );
    await tables.projection.fileStates(tx, [message(shelf.beach)]);
  });
});

const nameOf = new Map(Object.entries(shelf).map(([name, file]) => [videoIdFor(file.fileId), name]));
const found = async (q: string) =>
  (await searchOf(tables.database).all('video', { q })).map((id) => nameOf.get(id) ?? id).sort((a, b) => a.localeCompare(b));

const everything = ['beach', 'cafe', 'chinese', 'plain', 'russian'];

test.each<[string, string[]]>([
  ['', everything],
  ['waves', ['beach']],
  ['SEA', ['beach']],
  ['holiday', ['beach']],
  ['img_2034.mp4', ['beach']],
  ['"2019 img"', ['beach']],
  ['100%', ['beach']],
  ['%', everything],
  ['_', everything],
  ['oliday', ['beach']],
  // Short words are found by their beginning.
  ['ho', ['beach']],
  ['ol', []],
  ['cafe', ['cafe']],
  ['CAFÉ', ['cafe']],
  ['strassenrand', ['cafe']],
  ['жук', ['russian']],
  ['ЖУК', ['russian']],
  ['京都', ['chinese']],
  ['都', ['chinese']],
  ['-mp4', ['cafe', 'russian']],
  ['sea waves', ['beach']],
  ['sea nothing', []],
  ['sea OR cafe', ['beach', 'cafe']],
  ['title:sea', ['beach']],
  ['title:holiday', []],
  ['details:waves', ['beach']],
  ['path:img', ['beach']],
  ['path:waves', []],
  ['rating>=80', ['beach']],
  ['-rating>=80', ['cafe', 'chinese', 'plain', 'russian']],
  ['missing:rating', ['cafe', 'chinese', 'plain', 'russian']],
  ['missing:cover', ['chinese', 'plain', 'russian']],
  ['duration:59s', ['beach']],
  ['duration>=1m', ['cafe']],
  ['resolution:1080p', ['beach']],
  ['resolution>=4k', ['cafe']],
  ['size>10MB', ['cafe']],
  ['codec:h265', ['beach']],
  ['codec:VP9', ['cafe']],
  ['date:2019', ['beach']],
  ['date:2019-06', ['beach']],
  ['date<2019-06', []],
  ['date>=2019-06-01', ['beach']],
  ['added:<1d', everything],
  ['added:>1d', []],
  ['state:ready', ['beach', 'cafe']],
  ['state:pending', ['chinese', 'plain', 'russian']],
  ['is:favourite', ['beach']],
  ['favourite:false', ['cafe', 'chinese', 'plain', 'russian']],
  ['library:extra', ['plain']],
  ['-library:films', ['plain']],
])('%s', async (q, expected) => {
  expect(await found(q)).toEqual(expected);
});

test('sorts names as people count', async () => {
  await tables.apply((tx) =>
    tables.projection.fileStates(
      tx,
      ['part 10.mp4', 'Part 2.mp4', 'pärt 1.mp4', 'part 007.mp4'].map((path) => message(fileState({ path: `natural/${path}` }))),
    ),
  );
  const ids = await searchOf(tables.database).all('video', { q: 'natural', sort: 'name' });
  const rows = await tables.database.query<{ name: string }>(
    'SELECT name FROM video JOIN unnest($1::uuid[]) WITH ORDINALITY AS given (id, place) USING (id) ORDER BY place',
    [ids],
  );
  expect(rows.map((row) => row.name)).toEqual(['pärt 1.mp4', 'Part 2.mp4', 'part 007.mp4', 'part 10.mp4']);
});
