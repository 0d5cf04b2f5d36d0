import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { http } from '@reelm/contracts';
import type { Stack } from '@reelm/local';
import { until, type ApiClient } from '@reelm/testing';
import pg from 'pg';
import type { Figure } from './figure.js';
import { writeFiles } from './many-files.js';
import { cpuSeconds, memoryMiB, withDescendants } from './processes.js';
import { inFolder, pidsOf, withStack, type Bench } from './stack.js';

const watched = ['catalog', 'ingest', 'transcode', 'faces', 'stashbox', 'nats'] as const;
type Watched = (typeof watched)[number];

/** Memory of each process over the time of an import. */
class MemoryWatch {
  readonly samples = new Map<Watched, number[]>(watched.map((name) => [name, []]));
  private done = false;
  private readonly running: Promise<void>;

  constructor(private readonly stack: Stack) {
    this.running = this.run();
  }

  private async run(): Promise<void> {
    const pids = pidsOf(this.stack);
    while (!this.done) {
      for (const name of watched) this.samples.get(name)?.push(memoryMiB(withDescendants(pids.get(name) ?? 0)));
      await delay(500);
    }
  }

  async stop(): Promise<void> {
    this.done = true;
    await this.running;
  }

  peaks(): { name: Watched; peak: number; atThird: number }[] {
    return watched.map((name) => {
      const samples = this.samples.get(name) ?? [];
      return { name, peak: Math.max(...samples), atThird: Math.max(...samples.slice(0, Math.ceil(samples.length / 3))) };
    });
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const cpuOf = (stack: Stack): Map<string, number> =>
  new Map([...pidsOf(stack)].map(([name, pid]) => [name, cpuSeconds(withDescendants(pid))]));

/** How many videos lists show by now. Asked of the database, as the API counts up to 10,000 only. */
const listed = async (database: pg.Client): Promise<number> =>
  (await database.query<{ count: number }>('SELECT count(*)::int AS count FROM catalog.video WHERE listed')).rows[0]?.count ?? 0;

async function rescan(api: ApiClient, libraryId: string): Promise<number> {
  const since = performance.now();
  const { id } = await api.call(http.scanLibrary, { params: { id: libraryId }, body: { confirmLoss: false } });
  await until('the scan to end', async () => (await api.call(http.getJob, { params: { id } })).state === 'succeeded', 120_000);
  return (performance.now() - since) / 1_000;
}

/** Many tiny files: how fast they are listed, how much memory that takes, what an unchanged rescan costs. */
export const importing = ({ quick, say }: Bench): Promise<Figure[]> =>
  inFolder((folder) =>
    withStack(folder, 'none', async (stack, api) => {
      const count = quick ? 10_000 : 100_000;
      const root = join(folder, 'library');
      mkdirSync(root);
      writeFiles(root, count);
      say(`${count} files written`);
      await api.call(http.updateJobQueue, { params: { kind: 'transcode.analyze' }, body: { paused: true } });
      const memory = new MemoryWatch(stack);
      const cpuBefore = cpuOf(stack);
      const since = performance.now();
      const library = await api.call(http.createLibrary, { body: { name: 'many', path: root, watch: false } });
      const seconds = await withDatabase(stack, async (database) => {
        await until('all files to be listed', async () => (await delay(200), await listed(database)) >= count, 900_000);
        return (performance.now() - since) / 1_000;
      });
      say(`listed after ${seconds.toFixed(1)} s`);
      await withDatabase(stack, untilCalm);
      const settled = (performance.now() - since) / 1_000;
      await memory.stop();
      const cpuUsed = [...cpuOf(stack)].map(([name, used]) => ({ name, used: used - (cpuBefore.get(name) ?? 0) }));
      const rescans = [await rescan(api, library.id), await rescan(api, library.id), await rescan(api, library.id)].toSorted(
        (a, b) => a - b,
      );
      say(`rescans ${rescans.map((one) => one.toFixed(2)).join(', ')} s`);
      return [
        {
          what: `${count.toLocaleString('en')} files, from adding the folder until the API lists all`,
          value: count / seconds,
          unit: 'files/s',
          goal: { atLeast: 3_000 },
          note: `${seconds.toFixed(1)} s`,
        },
        { what: 'until every service has taken every event', value: count / settled, unit: 'files/s', note: `${settled.toFixed(1)} s` },
        {
          what: 'CPU of all processes until then',
          value: sum(cpuUsed.map(({ used }) => used)),
          unit: 's',
          note: cpuUsed.map(({ name, used }) => `${name} ${used.toFixed(1)}`).join(', '),
        },
        ...memory.peaks().map(({ name, peak, atThird }): Figure => ({
          what: `${name}, largest memory meanwhile`,
          value: peak,
          unit: 'MiB',
          note: `${atThird.toFixed(0)} MiB in the first third`,
        })),
        {
          what: 'unchanged rescan',
          value: rescans[1] ?? 0,
          unit: 's',
          goal: { atMost: 3 },
          note: 'median of 3, from request to the end of the job',
        },
      ];
    }),
  );

async function withDatabase<T>(stack: Stack, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: stack.adminDatabaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Until no outbox holds anything and every event has reached every inbox. */
async function untilCalm(client: pg.Client): Promise<void> {
  const open = `SELECT ${['catalog', 'ingest', 'transcode', 'faces', 'stashbox'].map((name) => `(SELECT count(*) FROM ${name}.outbox WHERE published_at IS NULL)`).join(' + ')} +
    abs((SELECT count(*) FROM catalog.job_ledger WHERE kind = 'transcode.analyze') - (SELECT count(*) FROM ingest.file)) AS open`;
  await until(
    'all events to be taken',
    async () => (await delay(500), Number((await client.query<{ open: string }>(open)).rows[0]?.open) === 0),
    600_000,
  );
}
