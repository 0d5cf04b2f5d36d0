import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { galleryCard } from '../galleries/card.js';
import { groupCard } from '../groups/card.js';
import { imageCard } from '../images/card.js';
import { markerCard } from '../markers/card.js';
import { performerCard } from '../performers/card.js';
import { studioCard } from '../studios/card.js';
import { tagCard } from '../tags/card.js';
import { libraryTables, type LibraryTables } from '../testing/library.js';

let tables: LibraryTables;
beforeAll(async () => {
  tables = await libraryTables();
});
afterAll(() => tables.stop());

it('shows who and what an entity is linked with', async () => {
  const { database } = tables;
  const [tag, above, performer, studio, network, video, marker, group] = Array.from({ length: 8 }, newId);
  await database.query(`INSERT INTO tag (id, name) VALUES ($1, 'Outdoor')`, [above]);
  await database.query(`INSERT INTO tag (id, name, parent_ids) VALUES ($1, 'Beach', ARRAY[$2::uuid])`, [tag, above]);
  await database.query(
    `INSERT INTO performer (id, name, picture_id, picture_version, tag_ids) VALUES ($1, 'Ann', $2, 'a/b', ARRAY[$3::uuid])`,
    [performer, studio, tag],
  );
  await database.query(`INSERT INTO studio (id, name) VALUES ($1, 'Network')`, [network]);
  await database.query(`INSERT INTO studio (id, name, parent_id) VALUES ($1, 'Studio', $2)`, [studio, network]);
  await database.query(`INSERT INTO video_group (id, name, studio_id, part_ids) VALUES ($1, 'Series', $2, ARRAY[$3::uuid])`, [
    group,
    studio,
    marker,
  ]);
  await database.query(
    `INSERT INTO video (id, created_at, updated_at, listed, library_ids, primary_file_id, name, sort_name, state, bytes, paths, search, cover_version)
     VALUES ($1, now(), now(), true, '{}', $1, 'Clip', 'clip', 'ready', 1, '', '', 'v1')`,
    [video],
  );
  await database.query(
    `INSERT INTO marker (id, video_id, start_seconds, primary_tag_id, tag_ids, performer_ids) VALUES ($1, $2, 1.5, $3, ARRAY[$4::uuid], ARRAY[$5::uuid])`,
    [marker, video, tag, above, performer],
  );
  await database.query(`INSERT INTO gallery (id, name, studio_id) VALUES ($1, 'Shots', $2)`, [newId(), studio]);
  await database.query(`INSERT INTO image (id, name, studio_id, bytes) VALUES ($1, 'Shot', $2, 12)`, [newId(), studio]);

  const cards = async (source: { table: string; alias: string; columns: string; toCard: (row: never) => object }) => {
    const rows = await database.query(
      `SELECT ${source.columns} FROM ${source.table} ${source.alias} ORDER BY ${source.alias}.created_at, id`,
    );
    return rows.map((row) => source.toCard(row as never));
  };
  const imageUrl = `/api/pictures/${studio}?v=a%2Fb`;
  expect(await cards(tagCard)).toMatchObject([
    { name: 'Outdoor', parents: [], markers: 1 },
    { name: 'Beach', parents: [{ id: above, name: 'Outdoor' }], performers: 1, markers: 1 },
  ]);
  expect(await cards(performerCard)).toMatchObject([{ name: 'Ann', imageUrl, markers: 1 }]);
  expect(await cards(studioCard)).toMatchObject([
    { name: 'Network', parent: null, studios: 1 },
    { name: 'Studio', parent: { id: network, name: 'Network' }, galleries: 1, images: 1 },
  ]);
  expect(await cards(groupCard)).toMatchObject([{ name: 'Series', studio: { id: studio, name: 'Studio' }, groups: 1 }]);
  expect(await cards(markerCard)).toMatchObject([
    {
      name: 'Beach',
      startSeconds: 1.5,
      endSeconds: null,
      video: { id: video, name: 'Clip', coverUrl: `/api/videos/${video}/cover?v=v1`, durationSeconds: null },
      primaryTag: { id: tag, name: 'Beach' },
      tags: [{ id: above, name: 'Outdoor' }],
      performers: [{ id: performer, name: 'Ann', imageUrl }],
    },
  ]);
  expect(await cards(galleryCard)).toMatchObject([{ name: 'Shots', studio: { name: 'Studio' }, images: 0 }]);
  expect(await cards(imageCard)).toMatchObject([{ name: 'Shot', studio: { name: 'Studio' }, bytes: 12 }]);
});
