/// <reference lib="dom" />
import { gzipSync } from 'node:zlib';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import pg from 'pg';
import { browserPath, chromiumFlags } from './browser.js';
import type { Figure } from './figure.js';
import { administrator, inFolder, withStack, type Bench } from './stack.js';

/** As a visitor with a desktop meets it. */
const desktop = { width: 1440, height: 900 };

/** A made-up library, as large as the promise about scrolling is. */
async function fill(databaseUrl: string, videos: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SET search_path = catalog');
    await client.query(
      `INSERT INTO video (id, created_at, updated_at, listed, library_ids, primary_file_id, name, sort_name, state, bytes, duration, width, height, resolution, rating, paths, search)
       SELECT gen_random_uuid(), now() - n * interval '1 minute', now(), true, '{}', gen_random_uuid(), 'Film ' || n, lpad(n::text, 9, '0'), 'ready', 1e9, 60 + n % 7200, 1920, 1080, 1080,
         CASE WHEN n % 3 = 0 THEN 1 + n % 100 END, 'film ' || n, 'film ' || n
       FROM generate_series(1, $1::int) AS n`,
      [videos],
    );
    await client.query('VACUUM (ANALYZE) video');
  } finally {
    await client.end();
  }
}

/** JavaScript that came until the first screen of cards was there and nothing more was asked for, gzipped. */
async function firstLoad(page: Page, url: string): Promise<Figure> {
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(`${url}/videos`);
  await page.locator('[data-card="20"]').waitFor();
  await page.waitForTimeout(2_000);
  const sizes = await Promise.all(scripts);
  page.removeAllListeners('response');
  return {
    what: 'first-load JavaScript of the library page',
    value: sizes.reduce((all, size) => all + size, 0) / 1_000,
    unit: 'kB gzipped',
    goal: { atMost: 250 },
    note: `${sizes.length} files`,
  };
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Longest tasks of the page's main thread meanwhile, milliseconds: by the clock, and of the processor's time alone. */
async function longestTask(session: CDPSession, work: () => Promise<void>): Promise<{ wall: number; cpu: number }> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => void events.push(...(value as TraceEvent[]));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', { transferMode: 'ReportEvents', categories: 'toplevel,__metadata' });
  await work();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const mains = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`);
  const tasks = events.filter(({ ph, pid, tid }) => ph === 'X' && mains.includes(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('The trace holds no task of the page.');
  return {
    wall: Math.max(...tasks.map(({ dur = 0 }) => dur / 1_000)),
    cpu: Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1_000)),
  };
}

const scrollTask = (what: string, { wall, cpu }: { wall: number; cpu: number }): Figure => ({
  what: `longest task while ${what}`,
  value: cpu,
  unit: 'ms of CPU',
  goal: { atMost: 100 },
  note: `${wall.toFixed(0)} ms by the clock`,
});

/** What the browser has to load, and how smoothly a long list scrolls. */
export const web = ({ quick, say }: Bench): Promise<Figure[]> =>
  inFolder((folder) =>
    withStack(folder, 'production', async (stack) => {
      const videos = quick ? 10_000 : 100_000;
      await fill(stack.adminDatabaseUrl, videos);
      say(`${videos.toLocaleString('en')} videos are there`);
      const browser = await chromium.launch({
        executablePath: browserPath,
        args: chromiumFlags,
      });
      try {
        const context = await browser.newContext({ viewport: desktop });
        await context.request.post(`${stack.url}/api/session`, { data: administrator, headers: { origin: stack.url } });
        const page = await context.newPage();
        const load = await firstLoad(page, stack.url);
        const session = await context.newCDPSession(page);
        await page.mouse.move(700, 500);
        const wheel = await longestTask(session, async () => {
          for (let turn = 0; turn < 100; turn += 1) {
            await page.mouse.wheel(0, 800);
            await page.waitForTimeout(50);
          }
        });
        const drag = await longestTask(session, async () => {
          for (let part = 1; part <= 20; part += 1) {
            await page.evaluate((share) => window.scrollTo(0, document.documentElement.scrollHeight * share), part / 20);
            await page.waitForTimeout(200);
          }
        });
        return [
          load,
          scrollTask(`a wheel turns through ${videos.toLocaleString('en')} videos`, wheel),
          scrollTask('the scroll bar is dragged from end to end', drag),
        ];
      } finally {
        await browser.close();
      }
    }),
  );
