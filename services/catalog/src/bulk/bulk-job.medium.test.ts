import { BulkEdit, BulkForecast, http, type BulkResult } from '@reelm/contracts';
import { seedCatalog, until } from '@reelm/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

/** Four transactions, the last of them not full. */
const count = 1_700;

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
let ids: string[];
let tag: string;
beforeAll(async () => {
  catalog = await startCatalog();
  await seedCatalog(catalog.database.clientConfig(), { videos: count });
  cookie = await signIn(catalog.url);
  ids = (await catalog.database.query<{ id: string }>('SELECT id FROM video WHERE listed ORDER BY id')).map((row) => row.id);
}, 180_000);
afterAll(() => catalog.stop());

let counter = 0;
beforeEach(async () => {
  client = entityClient(catalog.url, cookie, catalog.database);
  tag = await client.tag(`Bulk ${(counter += 1)}`);
});

const ask = (body: object) => send(catalog.url, 'POST', '/api/videos/bulk', cookie, body);
const begin = async (change: object = { add: { tagIds: [tag] } }): Promise<BulkEdit> => {
  const answer = await ask({ target: { q: '' }, change });
  expect(answer).toMatchObject({ status: 202, body: { state: 'running', matched: ids.length, undoable: false } });
  return BulkEdit.parse(answer.body);
};
const get = ({ id }: BulkEdit) => call(catalog.url, http.getBulkEdit, cookie, undefined, id);
/** A large edit may take long where many tests run side by side. */
const patience = 60_000;
const ended = (edit: BulkEdit, state: BulkEdit['state']) =>
  until(
    `edit ${state}`,
    async () => {
      const now = await get(edit);
      return now.state === state ? now : undefined;
    },
    patience,
  );
const undo = ({ id }: BulkEdit) => call(catalog.url, http.undoBulkEdit, cookie, undefined, id);
const tagged = async (): Promise<number> => (await client.row('tag', tag))['videos'] as number;
const jobOf = async (edit: BulkEdit) => (await get(edit)).jobId ?? '';

/** Keeps a video from being changed until it is let go. The connection is that of somebody else. */
const holding = async (id: string | undefined) => {
  // Without the service's limit for transactions that idle.
  const other = new pg.Client({ ...catalog.database.clientConfig(), options: '-c search_path=catalog' });
  await other.connect();
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM video WHERE id = $1 FOR UPDATE', [id]);
  return {
    /** Until the edit waits for it. */
    reached: () =>
      until('the edit to wait', async () => {
        const [row] = await catalog.database.query<{ waiting: number }>(
          `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE pg_backend_pid() <> pid AND cardinality(pg_blocking_pids(pid)) > 0 AND datname = current_database()`,
        );
        return (row?.waiting ?? 0) > 0;
      }),
    letGo: () => other.end(),
  };
};

/** An edit that was cancelled when a part of it was done. */
const cancelledEdit = async (): Promise<BulkEdit> => {
  const other = await holding(ids[700]);
  const edit = await begin();
  await other.reached();
  await call(catalog.url, http.cancelJob, cookie, undefined, await jobOf(edit));
  await other.letGo();
  return ended(edit, 'cancelled');
};
/** Once the ledger knows that it ended. */
const retry = async (edit: BulkEdit) => {
  const id = await jobOf(edit);
  await until('the ledger', async () => (await call(catalog.url, http.getJob, cookie, undefined, id)).state === 'cancelled');
  await call(catalog.url, http.retryJob, cookie, undefined, id);
};

describe('a large bulk edit', () => {
  it('goes on as a job and changes every item once, as a dry run says', async () => {
    const dry = await ask({ target: { q: '' }, change: { add: { tagIds: [tag] } }, dryRun: true });
    expect(BulkForecast.parse(dry.body)).toEqual({ matched: ids.length, changed: ids.length, unchanged: 0, failed: 0 });
    const versions = new Map(
      (await catalog.database.query<{ id: string; version: number }>('SELECT id, version FROM video')).map((row) => [row.id, row.version]),
    );
    const edit = await begin();
    expect(codeOf(await send(catalog.url, 'POST', `/api/bulk-edits/${edit.id}/undo`, cookie))).toMatch(/^bulk_edit\.running$/);
    expect(await ended(edit, 'done')).toMatchObject({ changed: ids.length, unchanged: 0, failed: 0, undoable: true });
    expect(await tagged()).toBe(ids.length);
    for (const row of await catalog.database.query<{ id: string; version: number }>('SELECT id, version FROM video WHERE listed'))
      expect(row.version).toBe((versions.get(row.id) ?? 0) + 1);
    const job = await until('the job in the ledger', async () => {
      const found = await call(catalog.url, http.getJob, cookie, undefined, await jobOf(edit));
      return found.state === 'succeeded' ? found : undefined;
    });
    expect(job).toMatchObject({ kind: 'catalog.bulk', label: `Edit ${ids.length.toLocaleString('en')} videos` });

    const found: BulkResult[] = [];
    for (let cursor = ''; ;) {
      const page = await send(catalog.url, 'GET', `/api/bulk-edits/${edit.id}/results?limit=200${cursor}`, cookie);
      const { items, nextCursor } = page.body as { items: BulkResult[]; nextCursor: string | null };
      found.push(...items);
      if (nextCursor === null) break;
      cursor = `&cursor=${nextCursor}`;
    }
    expect(found.map(({ id }) => id)).toEqual(ids);
  });

  it('keeps to the items that its search found, also where it changes what that finds', async () => {
    const answer = await ask({ target: { q: `-tag:"Bulk ${counter}"` }, change: { add: { tagIds: [tag] } } });
    const edit = await ended(BulkEdit.parse(answer.body), 'done');
    expect(edit).toMatchObject({ matched: ids.length, changed: ids.length });
    await undo(edit);
    await ended(edit, 'undone');
  });

  it('is undone by a job; what was edited meanwhile stays', async () => {
    const before = await catalog.database.query('SELECT id, title, rating, tag_ids FROM video ORDER BY id');
    const edit = await begin({ set: { title: 'All alike', rating: 12 }, add: { tagIds: [tag] } });
    await ended(edit, 'done');
    await client.update('video', ids[3] ?? '', { rating: 99 });
    expect(await undo(edit)).toMatchObject({ state: 'undoing', undoable: false });
    expect(await ended(edit, 'undone')).toMatchObject({ undone: ids.length - 1, kept: 1, undoable: false });
    const after = await catalog.database.query<{ id: string; rating: number }>('SELECT id, title, rating, tag_ids FROM video ORDER BY id');
    expect(after.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]))).toMatchObject([{ id: ids[3], rating: 99 }]);
    await catalog.database.query('UPDATE video SET rating = NULL WHERE id = $1', [ids[3]]);
  });

  it('that is cancelled keeps what it did, which can be undone', async () => {
    const edit = await cancelledEdit();
    const cancelled = await get(edit);
    expect([500, 1_000]).toContain(cancelled.changed);
    expect(cancelled.undoable).toBe(true);
    expect(await tagged()).toBe(cancelled.changed);
    await undo(edit);
    expect(await ended(edit, 'undone')).toMatchObject({ undone: cancelled.changed });
    expect(await tagged()).toBe(0);
  });

  it('that was cancelled goes on where it stopped when its job is tried again', async () => {
    const edit = await cancelledEdit();
    await retry(edit);
    expect(await ended(edit, 'done')).toMatchObject({ changed: ids.length });
    expect(await tagged()).toBe(ids.length);
  });

  it('fails item by item where what it names is gone by then', async () => {
    const edit = await cancelledEdit();
    const { changed } = await get(edit);
    expect(await client.remove('tag', tag)).toMatchObject({ status: 204 });
    await retry(edit);
    expect(await ended(edit, 'done')).toMatchObject({ changed, failed: ids.length - changed });
    const { body } = await send(catalog.url, 'GET', `/api/bulk-edits/${edit.id}/results?outcome=failed&limit=1`, cookie);
    expect((body as { items: BulkResult[] }).items[0]?.error).toMatchObject({ code: 'entity.reference_missing', details: { ids: [tag] } });
  });

  it('survives a restart in the midst of it, and doubles nothing', async () => {
    const other = await holding(ids[700]);
    const edit = await begin();
    await other.reached();
    const restarted = catalog.restart();
    await other.letGo();
    await restarted;
    client = entityClient(catalog.url, cookie, catalog.database);
    expect(await ended(edit, 'done')).toMatchObject({ changed: ids.length, unchanged: 0, failed: 0 });
    expect(await tagged()).toBe(ids.length);
  });

  it('survives a connection that breaks within a transaction', async () => {
    const other = await holding(ids[700]);
    const edit = await begin();
    await other.reached();
    await catalog.database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0 AND datname = current_database()',
    );
    await other.letGo();
    expect(await ended(edit, 'done')).toMatchObject({ changed: ids.length, unchanged: 0, failed: 0 });
    expect(await tagged()).toBe(ids.length);
  });

  it('and single edits at the same time lose nothing of each other', async () => {
    const edit = await begin();
    const mine = await client.tag(`Mine ${counter}`);
    const some = ids.filter((_, index) => index % 170 === 0);
    for (const id of some) {
      const { tags, version } = (await client.get('video', id)) as { tags: { id: string }[]; version: number };
      const answer = await client.update('video', id, { tagIds: [...tags.map((one) => one.id), mine] }, version);
      expect([200, 412]).toContain(answer.status);
      if (answer.status === 412) {
        const now = (await client.get('video', id)) as { tags: { id: string }[] };
        await client.update('video', id, { tagIds: [...now.tags.map((one) => one.id), mine] });
      }
    }
    await ended(edit, 'done');
    expect(await tagged()).toBe(ids.length);
    expect(await client.row('tag', mine)).toMatchObject({ videos: some.length });
  });
});
