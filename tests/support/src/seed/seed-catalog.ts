import pg from 'pg';
import { bulkLoad, copyRows, recount } from './bulk-load.js';
import { galleryRows, groupRows, imageRows, performerRows, performerWords, studioRows, tagRows } from './entities.js';
import { planOf, type Plan } from './plan.js';
import { activityRows, customFieldRows, libraryRows, markerRows, videoRows, videoWords } from './videos.js';

export interface SeedOptions {
  videos: number;
  /** The same number gives the same library; 1 when left out. */
  seed?: number;
  say?: (line: string) => void;
}

const tables = ['library', 'tag', 'performer', 'studio', 'video_group', 'video', 'video_file', 'marker', 'gallery', 'image', 'activity', 'play'] as const; // prettier-ignore
/** Videos made at a time: few enough to be forgotten soon. */
const chunk = 2_000;
const saidEvery = 50_000;

/**
 * Fills an empty catalog with a made-up library: common and rare words and tags, tags that belong to a time or a studio, ties and missing values.
 * It is written in one transaction while the tables have no indexes, and has counts and statistics in the end.
 * @param config how to connect as the owner of the tables, with their schema first in the search path
 * @throws when there are videos already
 */
export async function seedCatalog(config: pg.ClientConfig, { videos, seed = 1, say = () => undefined }: SeedOptions): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'; SET synchronous_commit = off`);
    await client.query('BEGIN');
    await fill(client, planOf(videos, seed), say);
    await client.query('COMMIT');
    say('taking statistics');
    await client.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, plan: Plan, say: (line: string) => void): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM video LIMIT 1');
  if (rows.length > 0) throw new Error('There are videos in this catalog already; it must be empty.');
  await bulkLoad(client, tables, async () => {
    await copyRows(client, 'library', libraryRows());
    await copyRows(client, 'custom_field', customFieldRows());
    await copyRows(client, 'tag', tagRows(plan));
    await copyRows(client, 'performer', performerRows(plan));
    await client.query(performerWords);
    await copyRows(client, 'studio', studioRows(plan));
    await copyRows(client, 'video_group', groupRows(plan));
    await copyRows(client, 'gallery', galleryRows(plan));
    await copyRows(client, 'image', imageRows(plan));
    say('performers, studios, tags, groups, galleries and images are written');
    for (let first = 0; first < plan.videos; first += chunk) {
      const end = Math.min(plan.videos, first + chunk);
      const made = [...videoRows(plan, first, end)];
      await copyRows(client, 'video_file', made.flatMap(({ files }) => files)); // prettier-ignore
      await copyRows(client, 'video', made.map(({ video }) => video)); // prettier-ignore
      if (end % saidEvery === 0) say(`${end.toLocaleString('en')} videos are written`);
    }
    await client.query(videoWords);
    await copyRows(client, 'marker', markerRows(plan));
    await fillActivity(client, plan);
    say('markers and activity are written');
    await recount(client, tables);
    say('counting is done, indexes follow');
  });
}

/** Of every user that there is. */
async function fillActivity(client: pg.Client, plan: Plan): Promise<void> {
  const { rows: users } = await client.query<{ id: string }>('SELECT id FROM user_account ORDER BY id');
  for (const { id } of users) {
    const made = [...activityRows(plan, id)];
    await copyRows(client, 'activity', made.map(({ activity }) => activity)); // prettier-ignore
    await copyRows(client, 'play', made.flatMap(({ play }) => (play === null ? [] : [play]))); // prettier-ignore
  }
}
