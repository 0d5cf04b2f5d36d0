import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from './library.js';
import { ProjectionRepository } from '../videos/projection.repository.js';

const videos = 2_000;

let tables: LibraryTables;
let schemaBefore: unknown;
beforeAll(async () => {
  tables = await libraryTables();
  await tables.database.query(
    `INSERT INTO user_account (id, username, username_key, password_hash, role) VALUES (gen_random_uuid(), 'eva', 'eva', '', 'viewer')`,
  );
  schemaBefore = await schema();
  await seedCatalog(tables.database.clientConfig(), { videos });
}, 120_000);
afterAll(() => tables.stop());

/** Everything that keeps rows right, as the database has it. */
const schema = () =>
  tables.database.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index JOIN pg_class c ON c.oid = indexrelid
     WHERE c.relnamespace = 'catalog'::regnamespace AND indisvalid
     UNION ALL SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'catalog'::regnamespace AND convalidated
     UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'
     ORDER BY 1, 2`,
  );

const numberOf = async (sql: string): Promise<number> => (await tables.database.query<{ n: number }>(`SELECT ${sql} AS n`))[0]?.n ?? NaN;
const countOf = (what: string) => numberOf(`(SELECT count(*) FROM ${what})`);

describe('a seeded catalog', () => {
  it('has about as much of everything as it should', async () => {
    expect(await countOf('video')).toBe(videos);
    expect(await numberOf('(SELECT sum(cardinality(tag_ids)) FROM video)')).toBeGreaterThan(videos * 7.5);
    expect(await countOf('marker')).toBeGreaterThan(videos * 0.4);
    expect(await countOf('activity')).toBeGreaterThan(videos * 0.07);
    expect(await countOf("video WHERE search LIKE '%beach%'")).toBeGreaterThan(videos / 40);
    expect(await countOf('video WHERE rating IS NULL')).toBeGreaterThan(videos / 2);
  });

  it.each([
    ['tag', 'videos', 'FROM video r WHERE t.id = ANY (r.tag_ids) AND r.listed'],
    ['tag', 'performers', 'FROM performer r WHERE t.id = ANY (r.tag_ids)'],
    ['tag', 'markers', 'FROM marker r WHERE t.id = ANY (r.all_tag_ids)'],
    ['performer', 'videos', 'FROM video r WHERE t.id = ANY (r.performer_ids) AND r.listed'],
    ['performer', 'markers', 'FROM marker r WHERE t.id = ANY (r.performer_ids)'],
    ['studio', 'videos', 'FROM video r WHERE r.studio_id = t.id AND r.listed'],
    ['studio', 'studios', 'FROM studio r WHERE r.parent_id = t.id'],
    ['video_group', 'videos', 'FROM video r WHERE t.id = ANY (r.group_ids) AND r.listed'],
    ['video', 'markers', 'FROM marker r WHERE r.video_id = t.id'],
    ['video', 'files', 'FROM video_file r WHERE r.video_id = t.id'],
    ['gallery', 'images', 'FROM image r WHERE t.id = ANY (r.gallery_ids)'],
  ])('has for every %s the right number of %s', async (table, counter, links) => {
    expect(await countOf(`${table} t WHERE ${counter} > 0`)).toBeGreaterThan(0);
    expect(await countOf(`${table} t WHERE ${counter} <> (SELECT count(*) ${links})`)).toBe(0);
  });

  it('keeps counting afterwards', async () => {
    const [tag] = await tables.database.query<{ id: string; videos: number }>('SELECT id, videos FROM tag ORDER BY videos DESC LIMIT 1');
    const [changed] = await tables.database.query(
      'UPDATE video SET tag_ids = ARRAY[$1::uuid] WHERE id = (SELECT id FROM video WHERE NOT $1 = ANY (tag_ids) LIMIT 1) RETURNING id',
      [tag?.id],
    );
    expect(changed).toBeDefined();
    expect(await tables.database.query('SELECT videos FROM tag WHERE id = $1', [tag?.id])).toEqual([{ videos: (tag?.videos ?? 0) + 1 }]);
  });

  it('has the indexes, constraints and triggers that it had before', async () => {
    expect(await schema()).toEqual(schemaBefore);
  });

  it('shows of each video what follows from its files and edits', async () => {
    const ids = (await tables.database.query<{ id: string }>('SELECT id FROM video')).map((row) => row.id);
    expect(await tables.database.transaction((tx) => new ProjectionRepository().derive(tx, ids))).toEqual([]);
  });

  it.each([
    ['tag', 'name, aliases, details'],
    ['performer', 'name, aliases, disambiguation, details'],
    ['studio', 'name, aliases, details'],
    ['video_group', 'name, director, details'],
    ['gallery', 'title, path, details'],
    ['image', 'title, path, details'],
    ['marker', 'title'],
  ])('finds a %s by the words of %s', async (table, fields) => {
    const parts = fields.split(', ').map((field) => (field === 'aliases' ? `array_to_string(aliases, ' ')` : field));
    expect(await countOf(`${table} WHERE search <> search_text(concat_ws(' ', ${parts.join(', ')}))`)).toBe(0);
  });
});

describe('the seed', () => {
  const contents = async (seed: number): Promise<string> => {
    const other = await libraryTables();
    try {
      await seedCatalog(other.database.clientConfig(), { videos: 100, seed });
      const [row] = await other.database.query<{ sum: string }>(
        `SELECT md5(concat(${['tag', 'performer', 'studio', 'video_group', 'video', 'video_file', 'marker', 'gallery', 'image']
          .map((table) => `(SELECT string_agg(r::text, '' ORDER BY id) FROM ${table} r)`)
          .join(', ')})) AS sum`,
      );
      return row?.sum ?? '';
    } finally {
      await other.stop();
    }
  };

  it('decides everything', async () => {
    const [once, again, another] = [await contents(7), await contents(7), await contents(8)];
    expect(again).toBe(once);
    expect(another).not.toBe(once);
  });

  it('is only for an empty catalog', async () => {
    await expect(seedCatalog(tables.database.clientConfig(), { videos: 10 })).rejects.toThrow('must be empty');
  });
});
