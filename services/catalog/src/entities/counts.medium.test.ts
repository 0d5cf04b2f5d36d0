import type { EntityKind } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settled } from '../database/settled.js';
import { fileState, libraryTables, message, type LibraryTables } from '../testing/library.js';
import { ProjectionRepository } from '../videos/projection.repository.js';
import { VideoMergeRepository } from '../videos/video-merge.repository.js';
import { videoIdFor } from '../videos/video-id.js';
import { CustomFieldsRepository } from './custom-fields.repository.js';
import { EntityEvents } from './entity-events.js';
import { EntityRepository } from './entity.repository.js';
import { EntityStore } from './entity.store.js';
import { allKinds, kinds, type Change } from './kinds.js';
import { PicturesRepository } from './pictures.repository.js';

let tables: LibraryTables;
let store: EntityStore;
const entities = new EntityRepository();
const projection = new ProjectionRepository();
const videoMerge = new VideoMergeRepository(entities);
beforeAll(async () => {
  tables = await libraryTables();
  store = new EntityStore(
    entities,
    new CustomFieldsRepository(tables.database),
    new PicturesRepository(tables.database),
    projection,
    new EntityEvents(tables.outbox, entities),
  );
});
afterAll(() => tables.stop());

/** A small generator with a seed: a failing run can be had again, as far as transactions allow. */
const randomOf = (seed: number) => {
  let state = seed;
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return {
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)],
    some: <T>(items: readonly T[], most: number): T[] =>
      [...new Set(Array.from({ length: Math.floor(next() * (most + 1)) }, () => items[Math.floor(next() * items.length)]))].filter(
        (item) => item !== undefined,
      ),
  };
};
type Random = ReturnType<typeof randomOf>;
type Made = Record<EntityKind, string[]>;

const written = ['performer', 'studio', 'tag', 'group', 'marker', 'gallery', 'image'] as const;
const merging = ['performer', 'studio', 'tag', 'group'] as const;

/** Any change of the links of an entity, to ones that are there or were. */
const linksOf = (kind: EntityKind, made: Made, random: Random): Change => {
  const tagIds = random.some(made.tag, 4);
  const performerIds = random.some(made.performer, 3);
  const studioId = random.pick([...made.studio, null]) ?? null;
  switch (kind) {
    case 'video':
      return random.below(2) === 0
        ? { tagIds, performerIds, studioId, groups: random.some(made.group, 2).map((groupId) => ({ groupId, place: 1 })) }
        : { credits: performerIds.map((performerId) => ({ performerId, creditedAs: 'X', tagIds })) };
    case 'performer':
      return { tagIds };
    case 'studio':
      return { tagIds, parentId: studioId };
    case 'tag':
      return { parentIds: tagIds };
    case 'group':
      return { tagIds, studioId, groups: random.some(made.group, 3).map((id) => ({ id, description: null })) };
    case 'marker':
      return { tagIds, performerIds, primaryTagId: random.pick([...made.tag, null]) ?? null };
    case 'gallery':
      return { tagIds, performerIds, studioId, videoIds: random.some(made.video, 3) };
    case 'image':
      return { tagIds, performerIds, studioId, galleryIds: random.some(made.gallery, 2) };
  }
};

let named = 0;
const bodyOf = (kind: (typeof written)[number], made: Made, random: Random): Change => {
  const links = linksOf(kind, made, random);
  named += 1;
  if (kind === 'marker') return { ...links, videoId: random.pick(made.video), startSeconds: 1, title: `marker ${named}` };
  return kind === 'gallery' || kind === 'image' ? { ...links, title: `${kind} ${named}` } : { ...links, name: `${kind} ${named}` };
};

/** One thing that somebody may do. What they name may be gone by then, which is refused. */
const act = async (made: Made, random: Random): Promise<void> => {
  const dice = random.below(20);
  const kind = random.pick(written) ?? 'tag';
  const id = random.pick(made[kind]);
  if (dice < 8) {
    made[kind].push(await settled(tables.database, (tx) => store.create(tx, kind, bodyOf(kind, made, random))));
  } else if (dice < 15) {
    const edited = random.below(2) === 0 ? 'video' : kind;
    const set = linksOf(edited, made, random);
    await settled(tables.database, (tx) => store.update(tx, edited, random.some(made[edited], 3), { set }));
  } else if (dice < 17 && id !== undefined) {
    // Now and then it is named again afterwards.
    if (random.below(4) > 0) made[kind].splice(made[kind].indexOf(id), 1);
    await settled(tables.database, (tx) => store.remove(tx, kind, [id]));
  } else if (dice < 19) {
    const merged = random.pick(merging) ?? 'tag';
    const [stays, ...others] = random.some(made[merged], 3);
    if (stays !== undefined && others.length > 0) await settled(tables.database, (tx) => store.merge(tx, merged, stays, others));
  } else {
    const [survivor, loser] = random.some(made.video, 2);
    if (survivor === undefined || loser === undefined || made.video.length < 4) return;
    made.video.splice(made.video.indexOf(loser), 1);
    await settled(tables.database, async (tx) => {
      await projection.lock(tx);
      await videoMerge.merge(tx, [{ loser, survivor }]);
      await projection.derive(tx, [survivor]);
    });
  }
};

/** Where ids of one kind are counted: the rows that hold them, and the counter of what they name. */
const counters: [source: string, ids: string, target: string, counter: string][] = [
  ...['performer', 'studio', 'gallery', 'image'].map((source): [string, string, string, string] => [
    source,
    'tag_ids',
    'tag',
    source === 'gallery' ? 'galleries' : `${source}s`,
  ]),
  ['video', 'tag_ids', 'tag', 'videos'],
  ['video_group', 'tag_ids', 'tag', 'groups'],
  ['marker', 'all_tag_ids', 'tag', 'markers'],
  ['video', 'performer_ids', 'performer', 'videos'],
  ['marker', 'performer_ids', 'performer', 'markers'],
  ['gallery', 'performer_ids', 'performer', 'galleries'],
  ['image', 'performer_ids', 'performer', 'images'],
  ['video', 'ARRAY[studio_id]', 'studio', 'videos'],
  ['studio', 'ARRAY[parent_id]', 'studio', 'studios'],
  ['video_group', 'ARRAY[studio_id]', 'studio', 'groups'],
  ['gallery', 'ARRAY[studio_id]', 'studio', 'galleries'],
  ['image', 'ARRAY[studio_id]', 'studio', 'images'],
  ['video', 'group_ids', 'video_group', 'videos'],
  ['marker', 'ARRAY[video_id]', 'video', 'markers'],
  ['image', 'gallery_ids', 'gallery', 'images'],
];

const miscounted = async (): Promise<string[]> => {
  const wrong = await Promise.all(
    counters.map(async ([source, ids, target, counter]) => {
      const rows = await tables.database.query(
        `SELECT t.id FROM ${target} t LEFT JOIN (SELECT named, count(*) AS found FROM ${source} CROSS JOIN unnest(${ids}) AS named GROUP BY named) AS r ON r.named = t.id
         WHERE t.${counter} <> coalesce(r.found, 0)`,
      );
      return rows.map(() => `${target}.${counter}`);
    }),
  );
  return wrong.flat();
};

const dangling = async (): Promise<string[]> => {
  const found = await Promise.all(
    allKinds.flatMap(({ table, fields }) =>
      Object.values(fields).map(async ({ column, type, to }) => {
        if (to === undefined) return [];
        const ids = type === 'uuid[]' ? `unnest(${column})` : `unnest(ARRAY[${column}])`;
        const rows = await tables.database.query(
          `SELECT 1 FROM ${table} CROSS JOIN LATERAL ${ids} AS named WHERE named IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${kinds[to].table} t WHERE t.id = named)`,
        );
        return rows.map(() => `${table}.${column}`);
      }),
    ),
  );
  const credits = await tables.database.query(
    `SELECT 1 FROM video CROSS JOIN LATERAL jsonb_to_recordset(credits) AS credit ("performerId" uuid, "tagIds" jsonb)
     WHERE NOT "performerId" = ANY (performer_ids)
       OR EXISTS (SELECT 1 FROM jsonb_array_elements_text("tagIds") AS tag (id) WHERE NOT EXISTS (SELECT 1 FROM tag t WHERE t.id = tag.id::uuid))`,
  );
  return [...found.flat(), ...credits.map(() => 'video.credits')];
};

const circles = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const definition of allKinds) {
    if (definition.tree === undefined) continue;
    const all = await tables.database.query<{ id: string }>(`SELECT id FROM ${definition.table}`);
    const rows = await entities.read(
      tables.database,
      definition,
      all.map(({ id }) => id),
    );
    const back = await entities.circles(tables.database, definition, definition.tree, rows);
    found.push(...Array.from(back, () => definition.kind));
  }
  return found;
};

describe('after any edits, deletions and merges, many at once', () => {
  it.each([1, 2, 3])('by seed %i counts equal a recount, ids lead somewhere, and trees have no circle', async (seed) => {
    const random = randomOf(seed);
    const files = Array.from({ length: 10 }, (_, index) => fileState({ path: `seed ${seed}/clip ${index}.mp4` }));
    await tables.apply((tx) =>
      tables.projection.fileStates(
        tx,
        files.map((file) => message(file)),
      ),
    );
    const made: Made = {
      video: files.map((file) => videoIdFor(file.fileId)),
      performer: [],
      studio: [],
      tag: [],
      group: [],
      marker: [],
      gallery: [],
      image: [],
    };
    // Something to count from the beginning, whatever chance makes of it.
    const first = await settled(tables.database, (tx) => store.create(tx, 'tag', { name: `first of seed ${seed}` }));
    await settled(tables.database, (tx) => store.update(tx, 'video', made.video, { set: { tagIds: [first] } }));
    expect(await tables.database.query('SELECT videos FROM tag WHERE id = $1', [first])).toEqual([{ videos: files.length }]);
    made.tag.push(first);

    let succeeded = 0;
    for (let round = 0; round < 60; round += 1) {
      const done = await Promise.allSettled(Array.from({ length: 4 }, () => act(made, random)));
      for (const result of done) {
        if (result.status === 'fulfilled') succeeded += 1;
        // Nothing but what people are told of: no deadlock, no broken rule of the database.
        else if (!(result.reason instanceof AppError)) throw result.reason;
      }
    }
    expect({ miscounted: await miscounted(), dangling: await dangling(), circles: await circles() }).toEqual({
      miscounted: [],
      dangling: [],
      circles: [],
    });
    expect(succeeded).toBeGreaterThan(80);
  });
});
