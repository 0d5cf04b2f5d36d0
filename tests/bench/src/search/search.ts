import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '@reelm/local';
import { seedCatalog, until, type ApiClient } from '@reelm/testing';
import pg from 'pg';
import { quantile, type Figure } from '../figure.js';
import { cpuSeconds, withDescendants } from '../processes.js';
import { inFolder, pidsOf, withStack, type Bench } from '../stack.js';
import { deepOrders, queryKinds, type Known, type QueryKind } from './queries.js';

const warmUps = 5;
const requests = 40;
/** What takes long is asked less often. */
const patienceMs = 6_000;

interface Ask {
  stack: Stack;
  api: ApiClient;
}

/** What the API says when it gives up on a search. */
const tooSlow = 422;

/** Milliseconds until the answer is read, which may be that it takes too long. */
async function ask({ api }: Ask, path: string): Promise<{ ms: number; refused: boolean }> {
  const since = performance.now();
  const answer = await api.fetch(`/api/${path}`);
  const body = await answer.text();
  if (answer.status !== 200 && answer.status !== tooSlow) throw new Error(`${path} answered ${answer.status}: ${body.slice(0, 300)}`);
  return { ms: performance.now() - since, refused: answer.status === tooSlow };
}

/** CPU milliseconds that answering has taken until now: they say what a busy machine hides. */
function cpuMs({ stack }: Ask): number {
  const pids = pidsOf(stack);
  return cpuSeconds([...withDescendants(pids.get('postgres') ?? 0), pids.get('catalog') ?? 0]) * 1_000;
}

async function time(house: Ask, { what, goal }: QueryKind, path: string): Promise<Figure> {
  const began = performance.now();
  const isPatient = () => performance.now() - began < patienceMs;
  for (let request = 0; request < warmUps && isPatient(); request += 1) await ask(house, path);
  const before = cpuMs(house);
  const times: number[] = [];
  let refused = 0;
  for (let request = 0; request === 0 || (request < requests && isPatient()); request += 1) {
    const answer = await ask(house, path);
    times.push(answer.ms);
    refused += Number(answer.refused);
  }
  const cpu = (cpuMs(house) - before) / times.length;
  const notes = [`median ${quantile(times, 0.5).toFixed(1)} ms`, `CPU ${cpu.toFixed(1)} ms`];
  if (refused > 0) notes.push(`${refused} of ${times.length} refused as too slow`);
  return { what: `${what}: ${shownPath(path)}`, value: quantile(times, 0.95), unit: 'ms', goal: { atMost: goal }, note: notes.join(', ') };
}

const shownPath = (path: string): string =>
  decodeURIComponent(path.replaceAll('+', ' '))
    .replace(/&limit=\d+/, '')
    .replaceAll('|', '\\|');

/** The kept list, each question by itself. */
async function questions(house: Ask, known: Known, say: Bench['say']): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const kind of queryKinds) {
    for (const path of kind.paths(known)) {
      const figure = await time(house, kind, path);
      say(`${figure.value.toFixed(1).padStart(8)} ms of ${kind.goal}  ${figure.what}  (${figure.note ?? ''})`);
      figures.push(figure);
    }
  }
  return figures;
}

interface Buckets {
  buckets: { share: number; cursor: string | null }[];
}

/** The cursor of the mark behind which a part of the list lies. */
async function cursorAt({ api }: Ask, sort: string, part: number): Promise<string | null> {
  const { buckets } = (await (await api.fetch(`/api/videos/buckets?sort=${encodeURIComponent(sort)}`)).json()) as Buckets;
  let passed = 0;
  for (const { share, cursor } of buckets) {
    if (passed >= part) return cursor;
    passed += share;
  }
  return buckets.at(-1)?.cursor ?? null;
}

/** Pages from the middle and near the end in turn with the first ones, so that both see the same machine. */
async function deepPages(house: Ask): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const sort of deepOrders) {
    for (const part of [0.5, 0.95]) {
      const first = `videos?limit=40&sort=${sort}`;
      const cursor = await cursorAt(house, sort, part);
      const deep = `${first}&cursor=${encodeURIComponent(cursor ?? '')}`;
      const times: { first: number[]; deep: number[] } = { first: [], deep: [] };
      for (let request = 0; request < warmUps + requests; request += 1) {
        const [one, other] = [await ask(house, first), await ask(house, deep)];
        if (request < warmUps) continue;
        times.first.push(one.ms);
        times.deep.push(other.ms);
      }
      const [near, far] = [quantile(times.first, 0.5), quantile(times.deep, 0.5)];
      figures.push({
        what: `deep page: sorted by ${sort}, ${part * 100} % down, against the first`,
        value: far / near,
        unit: '×',
        goal: { atMost: 1.2 },
        note: `medians ${far.toFixed(1)} and ${near.toFixed(1)} ms`,
      });
    }
  }
  return figures;
}

interface BulkEdit {
  id: string;
  state: string;
  changed: number;
}

const bulkSize = 10_000;

async function post<T>({ api }: Ask, path: string, body: unknown = {}): Promise<T> {
  const answer = await api.fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Waits for a bulk edit and meanwhile reads pages of what it changes; returns seconds and the times of the pages. */
async function follow(
  house: Ask,
  edit: BulkEdit,
  wanted: string,
  since: number,
): Promise<{ seconds: number; pages: number[]; changed: number }> {
  const pages: number[] = [];
  let seconds = 0;
  let changed = 0;
  await until(
    `the bulk edit to be ${wanted}`,
    async () => {
      const now = (await (await house.api.fetch(`/api/bulk-edits/${edit.id}`)).json()) as BulkEdit;
      seconds = (performance.now() - since) / 1_000;
      changed = now.changed;
      if (now.state === wanted) return true;
      for (const path of ['videos?limit=40&sort=-updated', 'videos?limit=40&q=tag:beach']) pages.push((await ask(house, path)).ms);
      return false;
    },
    180_000,
  );
  return { seconds, pages, changed };
}

/** Adds a tag to ten thousand videos, and takes it back. */
async function bulkEdit(house: Ask, known: Known): Promise<Figure[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ids.length < bulkSize;) {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = (await (await house.api.fetch(`/api/videos?limit=200&sort=-size${next}`)).json()) as {
      items: { id: string }[];
      nextCursor: string | null;
    };
    ids.push(...answer.items.map((item) => item.id));
    if (answer.nextCursor === null) break;
    cursor = answer.nextCursor;
  }
  const change = { add: { tagIds: [known.ids.tags[3]] }, set: { rating: 80 } };
  const since = performance.now();
  const edit = await post<BulkEdit>(house, 'videos/bulk', { target: { ids: ids.slice(0, bulkSize) }, change });
  const done = await follow(house, edit, 'done', since);
  const undoSince = performance.now();
  await post<BulkEdit>(house, `bulk-edits/${edit.id}/undo`);
  const undone = await follow(house, edit, 'undone', undoSince);
  const count = Math.min(bulkSize, ids.length).toLocaleString('en');
  return [
    {
      what: `bulk edit of ${count} videos: rating and one more tag`,
      value: done.seconds,
      unit: 's',
      goal: { atMost: 10 },
      note: `${done.changed} changed`,
    },
    {
      what: 'page of the list meanwhile',
      value: quantile(done.pages, 0.95),
      unit: 'ms',
      goal: { atMost: 250 },
      note: `p95 of ${done.pages.length}; median ${quantile(done.pages, 0.5).toFixed(1)} ms`,
    },
    { what: 'undo of it', value: undone.seconds, unit: 's' },
  ];
}

const names = async ({ api }: Ask, path: string): Promise<{ id: string; name: string }[]> =>
  ((await (await api.fetch(`/api/${path}`)).json()) as { items: { id: string; name: string }[] }).items;

async function knownOf(house: Ask): Promise<Known> {
  const most = (collection: string) => names(house, `${collection}?sort=-videos&limit=5`);
  const [performers, studios, tags, groups] = [await most('performers'), await most('studios'), await most('tags'), await most('groups')];
  const videos = await names(house, 'videos?sort=random:3&limit=5');
  const idsOf = (items: readonly { id: string }[]) => items.map((item) => item.id);
  return {
    performers: performers.map((item) => item.name),
    studios: studios.map((item) => item.name),
    ids: { videos: idsOf(videos), performers: idsOf(performers), studios: idsOf(studios), tags: idsOf(tags), groups: idsOf(groups) },
  };
}

async function seedOnce(stack: Stack, videos: number, say: Bench['say']): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: stack.adminDatabaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM catalog.video');
    const found = Number(rows[0]?.n);
    if (found === videos) return [];
    if (found > 0) throw new Error(`The kept data has ${found} videos, not ${videos}: choose another folder.`);
    const since = performance.now();
    const config = { connectionString: stack.databaseUrl('catalog'), options: '-c search_path=catalog,public' };
    await seedCatalog(config, { videos, say });
    return [{ what: `seeding ${videos.toLocaleString('en')} videos`, value: (performance.now() - since) / 1_000, unit: 's' }];
  } finally {
    await client.end();
  }
}

async function sizes(stack: Stack): Promise<Figure[]> {
  const client = new pg.Client({ connectionString: stack.adminDatabaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ links: string; mib: string }>(
      `SELECT (SELECT sum(videos) FROM catalog.tag) AS links, pg_database_size(current_database()) / 1048576 AS mib`,
    );
    return [
      { what: 'tag links', value: Number(rows[0]?.links), unit: '' },
      { what: 'database with all indexes', value: Number(rows[0]?.mib), unit: 'MiB' },
    ];
  } finally {
    await client.end();
  }
}

/** Lists, facets, pages and completions of a large library, over HTTP, one request after the other. */
export const search = ({ quick, say, videos = quick ? 50_000 : 1_000_000, keep }: Bench): Promise<Figure[]> => {
  const measure = (folder: string) =>
    withStack(folder, 'none', async (stack, api) => {
      const house = { stack, api };
      const seeding = await seedOnce(stack, videos, say);
      // Statistics and the cache of the operating system settle.
      await delay(3_000);
      const known = await knownOf(house);
      const figures = [...seeding, ...(await sizes(stack)), ...(await questions(house, known, say))];
      const bulk = await bulkEdit(house, known).catch((error: unknown): Figure[] => {
        say(`bulk edits are not measured: ${String(error)}`);
        return [];
      });
      const more = [...(await deepPages(house)), ...bulk];
      for (const { what, value, unit, note } of more) say(`${value.toFixed(2).padStart(8)} ${unit}  ${what}  (${note ?? ''})`);
      return [...figures, ...more];
    });
  if (keep === undefined) return inFolder(measure);
  mkdirSync(keep, { recursive: true });
  return measure(keep);
};
