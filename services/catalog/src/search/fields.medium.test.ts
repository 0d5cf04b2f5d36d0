import type { EntityKind } from '@reelm/contracts';
import { entityFields, parse } from '@reelm/query-language';
import type { Database } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryTables, type LibraryTables } from '../testing/library.js';
import { RandomQueries, randomOf } from '../testing/random-queries.js';
import { searchOf } from '../testing/search.js';

let tables: LibraryTables;
afterAll(() => tables.stop());

/** Ids of the small world below, told apart by kind and number. */
const kinds = { video: 1, performer: 2, studio: 3, tag: 4, group: 5, marker: 6, gallery: 7, image: 8, library: 9, file: 10, user: 11 };
const id = (kind: keyof typeof kinds, number: number): string =>
  `01900000-0000-7000-8000-${String(kinds[kind]).padStart(4, '0')}${String(number).padStart(8, '0')}`;

const anna = id('user', 1);
const otto = id('user', 2);

/** Inserts rows of a table; values of a column that is an array of ids, or JSON, are passed as they are. */
const insert = async (database: Database, table: string, rows: readonly Record<string, unknown>[]) => {
  for (const row of rows) {
    const names = Object.keys(row);
    await database.query(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
      Object.values(row),
    );
  }
};

/** Words of a row as whoever writes it makes them. */
const withWords = async (database: Database, table: string, text: string) =>
  database.query(`UPDATE ${table} SET search = search_text(${text})`);

const json = (value: unknown) => JSON.stringify(value);
const box = 'https://stashdb.org/graphql';

/**
 * Tags: place > beach > cove; night. Studios: network > acme. Groups: saga > film.
 * Videos: 1 full of everything, 2 portrait and played by otto, 3 with nothing known, 4 not listed.
 */
beforeAll(async () => {
  tables = await libraryTables();
  const { database: db } = tables;
  await insert(db, 'user_account', [
    { id: anna, username: 'anna', username_key: 'anna', password_hash: '', role: 'viewer' },
    { id: otto, username: 'otto', username_key: 'otto', password_hash: '', role: 'viewer' },
  ]);
  await insert(db, 'library', [
    { id: id('library', 1), name: 'Films', path: '/films', state: 'active', version: 1 },
    { id: id('library', 2), name: 'Éxtra', path: '/extra', state: 'active', version: 1 },
  ]);
  await insert(db, 'tag', [
    { id: id('tag', 1), name: 'Place', details: 'Where', favourite: true },
    {
      id: id('tag', 2), name: 'Beach', aliases: ['Strand'], parent_ids: [id('tag', 1)], picture_id: id('file', 99),
      external_ids: json([{ endpoint: box, id: 't-2' }]), auto_match: false, custom: json({ mood: 'calm' }),
    },
    { id: id('tag', 3), name: 'Cove', urls: ['https://cove.example'], parent_ids: [id('tag', 2)] },
    { id: id('tag', 4), name: 'Night' },
  ]); // prettier-ignore
  await insert(db, 'studio', [
    { id: id('studio', 1), name: 'Network', rating: 90, favourite: true, urls: ['https://network.example'], tag_ids: [id('tag', 1)] },
    {
      id: id('studio', 2), name: 'Acme', aliases: ['Acme Films'], parent_id: id('studio', 1), details: 'Makes films', organised: true, picture_id: id('file', 98),
      external_ids: json([{ endpoint: box, id: 's-2' }]), auto_match: false, custom: json({ score: 5 }),
    },
  ]); // prettier-ignore
  await insert(db, 'video_group', [
    { id: id('group', 1), name: 'Saga', part_ids: [id('group', 2)], rating: 70, date: '2018', director: 'Lang', duration: 7200, studio_id: id('studio', 2), tag_ids: [id('tag', 4)], picture_id: id('file', 97) },
    { id: id('group', 2), name: 'Film', aliases: ['Movie'], details: 'A film', urls: ['https://film.example'], favourite: true, organised: true, external_ids: json([{ endpoint: box, id: 'g-2' }]), custom: json({ seen: '2020-05' }) },
  ]); // prettier-ignore
  await insert(db, 'performer', [
    {
      id: id('performer', 1), name: 'Jane Doe', aliases: ['JD'], disambiguation: 'singer', gender: 'female', birth_date: '1990-06-15', death_date: '2024', country: 'IT', ethnicity: 'Caucasian',
      eye_colour: 'blue', hair_colour: 'Red', height_cm: 170, weight_kg: 60, measurements: '90-60-90', breast_type: 'natural', tattoos: 'rose', piercings: 'ear', career_start: 2010, career_end: 2020,
      details: 'Sings', urls: ['https://jane.example'], rating: 95, favourite: true, organised: true, tag_ids: [id('tag', 4)], picture_id: id('file', 96),
      external_ids: json([{ endpoint: box, id: 'p-1' }, { endpoint: 'https://other.example', id: 'x' }]), custom: json({ location: 'Rome' }),
    },
    { id: id('performer', 2), name: 'John Roe', gender: 'male', birth_date: '2000', penis_length_cm: 15.5, circumcised: 'cut', auto_match: false },
    { id: id('performer', 3), name: 'Zoë Nobody' },
  ]); // prettier-ignore
  for (const [table, text] of [
    ['tag', `concat_ws(' ; ', name, array_to_string(aliases, ' ; '), details)`],
    ['studio', `concat_ws(' ; ', name, array_to_string(aliases, ' ; '), details)`],
    ['video_group', `concat_ws(' ; ', name, array_to_string(aliases, ' ; '), details)`],
    ['performer', `concat_ws(' ; ', name, array_to_string(aliases, ' ; '), disambiguation, details)`],
  ] as const)
    await withWords(db, table, text);
  const video = (number: number, given: Record<string, unknown>) => ({
    id: id('video', number), created_at: `202${number}-01-01T00:00:00Z`, updated_at: `202${number}-02-01T00:00:00Z`, listed: true, library_ids: [id('library', 1)],
    primary_file_id: id('file', number), name: `video ${number}`, sort_name: `video ${number}`, state: 'pending', bytes: 1_000_000 * number, paths: '', search: '', path: `/films/${number}.mp4`,
    ...given,
  }); // prettier-ignore
  const looksLike = (bits: string) => {
    const [bytes, at] = [1_000, '2019-07-01T00:00:00Z'];
    return { bytes, modified_at: at, told_phash: bits, phash_bytes: bytes, phash_modified_at: at };
  };
  await db.transaction(async (tx) => {
    const database = { query: tx.query.bind(tx) } as Database;
    await insert(database, 'video', [
      video(1, {
        title: 'Sun & Sea', details: 'Waves', code: 'AC-1', director: 'Lang', urls: ['https://example.org/1'], date: '2019-06', rating: 80, favourite: true, organised: true, counter: 3,
        studio_id: id('studio', 2), tag_ids: [id('tag', 3)], performer_ids: [id('performer', 1), id('performer', 2)], group_ids: [id('group', 2)], state: 'ready', duration: 600.5, width: 1920, height: 1080, resolution: 1080,
        bit_rate: 5_000_000, frame_rate: 23.976, codec: 'hevc', audio_codec: 'aac', files: 2, faces: 2, modified_at: '2019-07-01T00:00:00Z', path: '/films/2019/sun.mp4',
        cover_key: 'k', sprite_key: 'k', vtt_key: 'k', external_ids: json([{ endpoint: box, id: 'v-1' }]), custom: json({ location: 'Rome', score: 4, seen: '2020-05', owned: true, mood: 'Calm' }),
      }),
      video(2, { width: 1080, height: 1920, resolution: 1080, duration: 59, library_ids: [id('library', 2)], performer_ids: [id('performer', 2)], state: 'failed' }),
      video(3, {}),
      video(4, { listed: false, performer_ids: [id('performer', 3)], counter: 9 }),
    ]); // prettier-ignore
    await insert(database, 'video_file', [
      { id: id('file', 1), video_id: id('video', 1), path: 'films/2019/sun.mp4', oshash: '0123456789abcdef', content_hash: 'a'.repeat(64), ...looksLike('1'.repeat(4) + '0'.repeat(60)) },
      { id: id('file', 5), video_id: id('video', 1), path: 'copies/sea.mp4', oshash: 'fedcba9876543210' },
      { id: id('file', 2), video_id: id('video', 2), path: 'films/2.mp4', oshash: '0123456789abcdef', ...looksLike('1'.repeat(4) + '0'.repeat(59) + '1') },
      { id: id('file', 3), video_id: id('video', 3), path: 'films/3.mp4', oshash: null },
      { id: id('file', 4), video_id: id('video', 4), path: 'films/4.mp4', oshash: null },
    ]); // prettier-ignore
  });
  await db.query(
    `UPDATE video SET paths = (SELECT string_agg(search_text(path), '' ORDER BY id) FROM video_file WHERE video_id = video.id)`,
  );
  await db.query(`UPDATE video SET search = concat(search_text(title), paths, search_text(details))`);
  await insert(db, 'activity', [
    { user_id: anna, video_id: id('video', 1), plays: 3, play_seconds: 1200, resume_seconds: 90, last_played_at: '2026-01-10T00:00:00Z', watch_later_at: '2026-01-11T00:00:00Z' },
    { user_id: otto, video_id: id('video', 2), plays: 1, play_seconds: 10, last_played_at: '2020-01-10T00:00:00Z' },
  ]); // prettier-ignore
  await insert(db, 'marker', [
    { id: id('marker', 1), video_id: id('video', 1), title: 'Jump', start_seconds: 30, end_seconds: 45, primary_tag_id: id('tag', 3), tag_ids: [id('tag', 4)], performer_ids: [id('performer', 3)], search: ' jump ' },
    { id: id('marker', 2), video_id: id('video', 2), start_seconds: 90 },
    { id: id('marker', 3), video_id: id('video', 4), start_seconds: 1 },
  ]); // prettier-ignore
  await insert(db, 'gallery', [
    {
      id: id('gallery', 1), title: 'Rome', name: 'Rome', path: '/pics/rome', code: 'R1', photographer: 'Ann', date: '2015', studio_id: id('studio', 2), performer_ids: [id('performer', 1)], video_ids: [id('video', 1)],
      details: 'Old town', urls: ['https://rome.example'], rating: 60, favourite: true, organised: true, tag_ids: [id('tag', 2)], external_ids: json([{ endpoint: box, id: 'a-1' }]), custom: json({ place: 'Rome' }),
    },
    { id: id('gallery', 2), name: 'folder' },
  ]); // prettier-ignore
  await insert(db, 'image', [
    {
      id: id('image', 1), title: 'Colosseum', name: 'Colosseum', path: '/pics/rome/1.jpg', code: 'I1', photographer: 'Ann', date: '2015-05-05', studio_id: id('studio', 2), performer_ids: [id('performer', 1)], gallery_ids: [id('gallery', 1)],
      width: 4000, height: 3000, bytes: 5_000_000, counter: 2, details: 'Big', urls: ['https://pic.example'], rating: 50, favourite: true, organised: true, tag_ids: [id('tag', 2)], external_ids: json([{ endpoint: box, id: 'i-1' }]), custom: json({ place: 'Rome' }),
    },
    { id: id('image', 2), name: '2.jpg', width: 10, height: 10 },
  ]); // prettier-ignore
  await withWords(db, 'gallery', `concat_ws(' ', name, details)`);
  await withWords(db, 'image', `concat_ws(' ', name, details)`);
  for (const [kind, key, type] of [
    ['video', 'location', 'text'],
    ['video', 'score', 'number'],
    ['video', 'seen', 'date'],
    ['video', 'owned', 'boolean'],
    ['video', 'mood', 'choice'],
    ['performer', 'location', 'text'],
    ['studio', 'score', 'number'],
    ['tag', 'mood', 'text'],
    ['group', 'seen', 'date'],
    ['gallery', 'place', 'text'],
    ['image', 'place', 'text'],
  ] as const)
    // prettier-ignore
    await insert(db, 'custom_field', [{ id: crypto.randomUUID(), kind, key, label: key, type, choices: type === 'choice' ? ['Calm', 'Wild'] : [] }]);
}, 60_000);

const numbersOf = (ids: readonly string[]) => ids.map((one) => Number(one.slice(-4))).sort((a, b) => a - b);
const found = async (kind: EntityKind, q: string, user = anna) => numbersOf(await searchOf(tables.database).all(kind, { q }, user));

/** Each search with the numbers of what it finds. A field is named at least once; `and the rest` is checked by negation below. */
const expected: Record<EntityKind, Record<string, number[]>> = {
  video: {
    '': [1, 2, 3],
    [`id:${id('video', 2)}`]: [2], [`id:${id('tag', 2)}`]: [], 'id:sun': [],
    'title:sun': [1], 'title="sun & sea"': [1], 'title="sun"': [], 'title:~"^sun .* SEA$"': [1], 'title:none': [2, 3],
    'path:copies': [1], 'path:~"copies/.*mp4"': [1], 'path="/films/3.mp4"': [3],
    'details:waves': [1], 'code:ac': [1], 'director=lang': [1], 'url:"example.org/1"': [1], 'url:none': [2, 3],
    'date:2019': [1], 'date<2019-06': [], 'added:2021': [1], 'added>=2022': [2, 3], 'updated:2022-02': [2], 'modified:2019': [1],
    'rating>=80': [1], '-rating>=80': [2, 3], 'is:favourite': [1], 'organised:false': [2, 3], 'counter>0': [1], 'counter:0': [2, 3],
    'studio:network': [1], 'studio=network': [], 'studio+1:network': [1], 'studio:"acme films"': [1], 'studio:none': [2, 3], 'studio.rating>=90': [], 'studio.parent.rating>=90': [1],
    'tag:place': [1], 'tag=place': [], 'tag+1:place': [], 'tag+2:place': [1], 'tag:strand': [1], 'tag:unknown': [], '-tag:unknown': [1, 2, 3], 'tag:(cove)': [1], 'tag.parent:beach': [1], 'tag.children:0': [1],
    [`tag:${id('tag', 3)}`]: [1],
    'performer:jd': [1], 'performer:"john roe"': [1, 2], 'performer:none': [3], '-performer:jd': [2, 3], 'performer.gender:male': [1, 2], 'performer.country:it': [1],
    'performer.age:28': [1], 'performer.age<20': [1], 'performer:(age>20 gender:female)': [1], 'performer:(age>20 gender:male)': [], '-performer.age:28': [2, 3], 'performer:(age!=28)': [1, 2],
    'group:saga': [1], 'group:movie': [1], 'group=saga': [], 'group.favourite:true': [1],
    'gallery:rome': [1], 'gallery:none': [2, 3], 'gallery.rating:60': [1],
    'marker.title:jump': [1], 'marker:(at<1m)': [1], 'marker:any': [1, 2], 'marker:none': [3],
    'library:extra': [2], '-library:films': [2],
    'duration:10m': [1], 'duration<1m': [2], 'resolution:1080p': [1, 2], 'width>=1920': [1], 'height:1920': [2], 'orientation:portrait': [2], 'orientation:landscape': [1], 'orientation:square': [], 'orientation:none': [3],
    'size:1MB': [1], 'bitrate:5Mbps': [1], 'framerate:23.976': [1], 'framerate:24': [1], 'codec:h265': [1], 'codec:none': [2, 3], 'audio:AAC': [1], 'state:failed': [2],
    'oshash:fedcba9876543210': [1], 'oshash:0123456789ABCDEF': [1, 2], 'oshash:none': [3], [`sha256:${'a'.repeat(64)}`]: [1],
    'phash:f000000000000000': [1], 'phash:f000000000000000~1': [1, 2], 'phash:0000000000000000~3': [], 'phash:0000000000000000~4': [1], 'phash:any': [1, 2],
    'externalid:v-1': [1], 'externalid:"stashdb.org|"': [1], 'externalid:"STASHDB.ORG|v-1"': [1], [`externalid:"${box}|v-1"`]: [1], 'externalid:"other.org|v-1"': [], 'externalid:"stashdb.org|v-2"': [], 'externalid:none': [2, 3],
    'tags>=1': [1], 'performers:2': [1], 'groups:1': [1], 'markers:1': [1, 2], 'files>1': [1], 'faces:2': [1],
    'duplicate:oshash': [1, 2], 'duplicate:phash': [],
    'plays>=3': [1], 'plays:0': [2, 3], 'plays<3': [2, 3], '-plays:0': [1], 'playtime:20m': [1], 'playtime<1m': [2, 3], 'resume:1m30s': [1], 'resume:none': [2, 3], 'played:2026': [1], 'played:none': [2, 3], 'is:watchlater': [1], 'watchlater:false': [2, 3],
    'custom.location:rom': [1], 'custom.location=Rom': [], 'custom.location=rome': [1], 'custom.location:~"^R"': [1], 'custom.location:none': [2, 3], 'custom.score>=4': [1], 'custom.score:3': [], 'custom.seen:2020': [1], 'custom.seen<2020': [], 'custom.owned:true': [1], 'custom.owned:false': [], 'custom.mood:CALM': [1], 'custom.mood:wild': [],
    'performer.custom.location:rome': [1],
    'has:markers': [1, 2], 'missing:tags': [2, 3], 'has:phash': [1, 2], 'missing:galleries': [2, 3], 'has:faces': [1], 'missing:cover': [2, 3],
    // Words are found in the names of what a video has.
    'cove': [1], 'strand': [], 'acme': [1], 'doe': [1], 'john': [1, 2], '-john': [3], 'john sea': [1],
    'jane OR tag:night': [1],
  },
  performer: {
    '': [1, 2, 3],
    'doe': [1], 'name:jd': [1], 'name=jd': [1], 'name:~"^jane"': [1], 'alias:jd': [1], 'alias:none': [2, 3], 'name:zoe': [3], 'disambiguation:singer': [1], 'details:sings': [1],
    'gender:female': [1], 'gender:none': [3], 'birthdate<1995': [1], 'deathdate:2024': [1], 'age>=30': [1], 'age:none': [3], 'country:it': [1], 'country:none': [2, 3], 'ethnicity:caucasian': [1], 'eyes:BLUE': [1], 'hair:red': [1],
    'height:170': [1], 'weight<70': [1], 'measurements:90': [1], 'breasttype:natural': [1], 'tattoos:rose': [1], 'piercings:any': [1], 'penislength>15': [2], 'circumcised:cut': [2], 'careerstart:2010': [1], 'careerend>=2020': [1],
    'url:jane': [1], 'rating:95': [1], 'is:favourite': [1], 'is:organised': [1], 'automatch:false': [2], 'tag:night': [1], 'tag:none': [2, 3],
    'studio:network': [1, 2], 'studio=network': [], 'studio:none': [3], 'studio.details:makes': [1, 2], 'group:saga': [1, 2], 'group.rating:70': [], 'group:any': [1, 2],
    'with:jd': [2], 'with:"john roe"': [1], 'with:none': [3], 'with.gender:male': [1], 'with:(gender:male favourite:false)': [1],
    'video.rating:80': [1, 2], 'video:(portrait OR orientation:portrait)': [2], 'video:none': [3], 'video.performer.age<20': [1, 2], 'video:(sea)': [1, 2],
    'videos>=1': [1, 2], 'videos:0': [3], 'markers:1': [3], 'images:1': [1], 'galleries:1': [1], 'tags:1': [1],
    'plays:3': [1, 2], 'plays:0': [3], 'plays>3': [], 'counter:3': [1, 2], 'counter<3': [3], 'externalid:x': [1], 'externalid:"other.example|x"': [1], 'externalid:"other.example|p-1"': [],
    'added:<1d': [1, 2, 3], 'updated:>1d': [], 'custom.location:rome': [1], 'has:image': [1], 'missing:birthdate': [3], 'missing:videos': [3],
  },
  studio: {
    '': [1, 2], 'name:acme': [2], 'alias:films': [2], 'details:makes': [2], 'url:network': [1], 'parent:network': [2], 'parent:none': [1], 'parent.rating:90': [2], 'rating:90': [1], 'favourite:true': [1], 'organised:true': [2], 'automatch:false': [2],
    'tag:place': [1], 'tags:1': [1], 'video.rating:80': [2], 'video:none': [1], 'videos:1': [2], 'studios:1': [1], 'performers:2': [2], 'performers:0': [1], 'galleries:1': [2], 'images:1': [2],
    'externalid:s-2': [2], 'added:<1d': [1, 2], 'updated:<1d': [1, 2], 'custom.score:5': [2], 'has:parent': [2], 'missing:image': [1],
  },
  tag: {
    '': [1, 2, 3, 4], 'strand': [2], 'name:cove': [3], 'alias:strand': [2], 'details:where': [1], 'url:cove': [3], 'favourite:true': [1], 'automatch:false': [2],
    'parent:place': [2, 3], 'parent=place': [2], 'parent:none': [1, 4], 'parent.favourite:true': [2], 'child:cove': [1, 2], 'child=cove': [2], 'child:none': [3, 4], 'child.name:cove': [2],
    'videos:1': [3], 'performers:1': [4], 'studios:1': [1], 'groups:1': [4], 'markers:1': [3, 4], 'images:1': [2], 'galleries:1': [2], 'parents:0': [1, 4], 'children:1': [1, 2],
    'externalid:t-2': [2], 'added:<1d': [1, 2, 3, 4], 'updated:>1d': [], 'custom.mood:calm': [2], 'has:children': [1, 2], 'has:url': [3], 'missing:parents': [1, 4],
  },
  group: {
    '': [1, 2], 'name:saga': [1], 'alias:movie': [2], 'details:film': [2], 'director:lang': [1], 'date:2018': [1], 'duration:2h': [1], 'rating:70': [1], 'favourite:true': [2], 'organised:true': [2],
    'studio:network': [1], 'tag:night': [1], 'tags:1': [1], 'performer:jd': [2], 'performer:none': [1], 'performer.gender:female': [2], 'parent:saga': [2], 'parent:none': [1], 'parent.rating:70': [2],
    'video.rating:80': [2], 'video:none': [1], 'videos:1': [2], 'groups:1': [1], 'url:film': [2], 'externalid:g-2': [2], 'added:<1d': [1, 2], 'updated:>1d': [], 'custom.seen:2020': [2], 'missing:videos': [1], 'has:duration': [1],
  },
  marker: {
    // The video of the third is not listed.
    '': [1, 2], 'jump': [1], 'title:jump': [1], 'at:30s': [1], 'at>1m': [2], 'length:15s': [1], 'length:none': [2], 'primary:beach': [1], 'primary=beach': [], 'primary:none': [2], 'tag:night': [1], 'tag:beach': [1], 'tag:none': [2],
    'performer:"zoe nobody"': [1], 'performer:"john roe"': [1, 2], 'performer:jd': [1], 'performer:none': [], 'performer.gender:male': [1, 2], 'performer.name:nobody': [1], 'video.rating:80': [1], 'video:(duration<1m)': [2], [`video.id:${id('video', 1)}`]: [1], 'studio:network': [1], 'studio:none': [2], 'studio.name:acme': [1],
    'tags:2': [1], 'performers:1': [1], 'added:<1d': [1, 2], 'updated:>1d': [], 'has:title': [1], 'missing:length': [2],
  },
  gallery: {
    '': [1, 2], 'rome': [1], 'title:rome': [1], 'path:pics': [1], 'details:town': [1], 'code:r1': [1], 'photographer:ann': [1], 'url:rome': [1], 'date:2015': [1], 'rating:60': [1], 'favourite:true': [1], 'organised:true': [1], 'studio:network': [1], 'tag:place': [1], 'performer:jd': [1],
    'video.rating:80': [1], 'video:none': [2], 'videos:1': [1], 'images:1': [1], 'tags:0': [2], 'performers:1': [1], 'externalid:a-1': [1], 'added:<1d': [1, 2], 'updated:>1d': [], 'custom.place:rome': [1], 'has:images': [1], 'missing:title': [2],
  },
  image: {
    '': [1, 2], 'colosseum': [1], 'title:colosseum': [1], 'path:rome': [1], 'details:big': [1], 'code:i1': [1], 'photographer=ANN': [1], 'url:pic': [1], 'date:2015': [1], 'rating:50': [1], 'favourite:true': [1], 'organised:true': [1], 'counter:2': [1], 'studio:acme': [1], 'tag:beach': [1], 'performer:jd': [1],
    'gallery:rome': [1], 'gallery:none': [2], 'resolution>=4k': [1], 'width:4000': [1], 'height<100': [2], 'orientation:square': [2], 'size:5MB': [1], 'tags:1': [1], 'performers:1': [1], 'galleries:1': [1], 'externalid:i-1': [1], 'added:<1d': [1, 2], 'updated:>1d': [], 'custom.place:rome': [1], 'has:galleries': [1], 'missing:rating': [2],
  },
}; // prettier-ignore

describe.each(Object.keys(expected) as EntityKind[])('searches for %s', (kind) => {
  it.each(Object.entries(expected[kind]))('%s', async (q, numbers) => {
    expect(await found(kind, q)).toEqual(numbers);
    // What a search does not find, its opposite does.
    const all = expected[kind][''] ?? [];
    if (q !== '') expect(await found(kind, `-(${q})`)).toEqual(all.filter((number) => !numbers.includes(number)));
  });

  it('are tried for every field', () => {
    const asked = Object.keys(expected[kind]).join(' ');
    const missing = Object.keys(entityFields[kind]).filter(
      (name) => name !== 'is' && name !== 'custom' && !new RegExp(`(?:^|[ (-]|is:)${name}\\b`).test(asked),
    );
    expect(missing).toEqual([]);
  });
});

it('answers for whoever asks', async () => {
  expect(await found('video', 'plays>0', otto)).toEqual([2]);
  expect(await found('performer', 'plays:1', otto)).toEqual([2]);
});

it('tells what is wrong with a custom field or a regular expression', async () => {
  await expect(found('video', 'custom.nothing:1')).rejects.toMatchObject({
    code: 'query.invalid',
    message: expect.stringContaining('nothing'),
  });
  await expect(found('video', 'sea custom.owned>1')).rejects.toMatchObject({
    details: { errors: [{ code: 'operator', start: 4, end: 16 }] },
  });
  await expect(found('video', 'custom.score:high')).rejects.toMatchObject({ code: 'query.invalid' });
  await expect(found('video', 'sea title:~"b(a"')).rejects.toMatchObject({ details: { errors: [{ code: 'value', start: 13, end: 14 }] } });
  // What only PostgreSQL knows.
  await expect(found('video', 'title:~"a{2,1}"')).rejects.toMatchObject({
    code: 'query.invalid',
    message: expect.stringContaining('repetition'),
  });
});

it('refuses no regular expression that PostgreSQL can read', async () => {
  const random = new RandomQueries(randomOf(5));
  const parts = [...Array.from('ab()[]*+?|^:.{}0,=!<-$'), '\\', '[:alpha:]', '(?', '(?:', '(?=', '[^]', '\\)', '*?'];
  let refused = 0;
  for (let n = 0; n < 1_000; n += 1) {
    const pattern = Array.from({ length: 1 + (n % 7) }, () => random.pick(parts)).join('');
    if (parse(`title:~"${pattern.replaceAll('\\', '\\\\')}"`, 'video').ok) continue;
    refused += 1;
    await expect(tables.database.query(`SELECT 'a' ~* $1::text`, [pattern]), pattern).rejects.toMatchObject({ code: '2201B' });
  }
  expect(refused).toBeGreaterThan(300);
});

it('never shows what lies beyond the limit of a user', async () => {
  await tables.database.query('UPDATE user_account SET content_limit = $2 WHERE id = $1', [otto, '-performer:jd']);
  try {
    expect(await found('video', '', otto)).toEqual([2, 3]);
    expect(await found('marker', '', otto)).toEqual([2]);
    expect(await found('performer', 'video:any', otto)).toEqual([2]);
    expect(await found('performer', 'studio:acme', otto)).toEqual([]);
    expect(await found('performer', 'video:(sea)', otto)).toEqual([]);
    expect(await found('studio', 'performers:0', otto)).toEqual([1, 2]);
    expect(await found('video', '', anna)).toEqual([1, 2, 3]);
    const visible = async (user: string) => {
      const { sql, values } = await searchOf(tables.database).search.visible(user, 'v', 1);
      const rows = await tables.database.query<{ id: string }>(`SELECT id FROM video v WHERE listed AND id <> $1 AND ${sql}`, [
        anna,
        ...values,
      ]);
      return numbersOf(rows.map((row) => row.id));
    };
    expect([await visible(otto), await visible(anna)]).toEqual([
      [2, 3],
      [1, 2, 3],
    ]);
  } finally {
    await tables.database.query('UPDATE user_account SET content_limit = NULL');
  }
});
