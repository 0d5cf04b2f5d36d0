import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { http } from '@reelm/contracts';
import { until, type ApiClient } from '@reelm/testing';
import { z } from 'zod';
import { browserPath, chromiumFlags } from './browser.js';
import { quantile, type Figure } from './figure.js';
import { freePort } from './free-port.js';
import { administrator, inFolder, withStack, type Bench } from './stack.js';

const run = promisify(execFile);

/** Fetched by npm when it is measured: as a dependency it would be a tenth of what everybody installs. */
const lighthouseVersion = '13.5.0';
const categories = ['performance', 'accessibility', 'best-practices'] as const;
const films = 30;

const Report = z.object({
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
  audits: z.record(z.string(), z.object({ title: z.string(), score: z.number().nullable(), displayValue: z.string().optional() })),
});
type Report = z.infer<typeof Report>;

/** Short films, each with pictures of its own. */
async function makeFilms(folder: string): Promise<void> {
  mkdirSync(folder);
  for (let film = 1; film <= films; film += 1) {
    const pictures = `gradients=s=1280x720:r=25:d=20:seed=${film}:speed=0.02`;
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '50', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', pictures, ...coding, join(folder, `Colours ${film}.mp4`)]);
  }
}

/** Every film analysed; the id of one. */
const analysed = (api: ApiClient): Promise<string> =>
  until(
    'all films to be analysed',
    async () => {
      const { items } = await api.call(http.listVideos, { query: { q: 'state:ready', limit: films } });
      return items.length === films && items[0]?.id;
    },
    300_000,
  );

/** A browser that Lighthouse can steer, signed in as people are: by a cookie of its own. */
async function withBrowser<T>(folder: string, url: string, work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const context = await chromium.launchPersistentContext(join(folder, 'browser'), {
    executablePath: browserPath,
    args: [...chromiumFlags, `--remote-debugging-port=${port}`],
  });
  try {
    const answer = await context.request.post(`${url}/api/session`, { data: administrator, headers: { origin: url } });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}.`);
    return await work(port);
  } finally {
    await context.close();
  }
}

async function audit(address: string, port: number, target: string): Promise<Report> {
  await run(
    'npm',
    [
      'exec', '--yes', `--package=lighthouse@${lighthouseVersion}`, '--', 'lighthouse', address, '--preset=desktop', '--quiet',
      `--only-categories=${categories.join(',')}`, '--output=json', `--output-path=${target}`,
      `--port=${port}`, '--disable-storage-reset', '--no-enable-error-reporting',
    ],
    { timeout: 180_000 },
  ); // prettier-ignore
  return Report.parse(JSON.parse(readFileSync(target, 'utf8')));
}

/** What takes points off, worst first. */
const faults = (report: Report): string =>
  Object.values(report.audits)
    .filter(({ score }) => score !== null && score < 0.9)
    .toSorted((a, b) => (a.score ?? 1) - (b.score ?? 1))
    .map(({ title, displayValue }) => (displayValue === undefined ? title : `${title} (${displayValue})`))
    .join('; ');

/** Lighthouse's desktop scores of the library page and of a video's page, signed in. */
export const lighthouse = ({ quick, say }: Bench): Promise<Figure[]> =>
  inFolder(async (folder) => {
    const library = join(folder, 'library');
    await makeFilms(library);
    return withStack(folder, 'production', async (stack, api) => {
      await api.call(http.createLibrary, { body: { name: 'films', path: library, watch: false } });
      const pages = { 'library page': '/videos', 'video page': `/videos/${await analysed(api)}` };
      return withBrowser(folder, stack.url, async (port) => {
        const figures: Figure[] = [];
        for (const [name, path] of Object.entries(pages)) {
          const reports: Report[] = [];
          for (let turn = 0; turn < (quick ? 1 : 5); turn += 1) {
            reports.push(await audit(`${stack.url}${path}`, port, join(folder, 'report.json')));
          }
          for (const category of categories) {
            const scores = reports.map(({ categories: found }) => (found[category]?.score ?? 0) * 100);
            figures.push({
              what: `${name}: ${category.replace('-', ' ')}`,
              value: quantile(scores, 0.5),
              unit: 'of 100',
              goal: { atLeast: 95 },
              note: `median of ${scores.length}: ${scores.map((score) => score.toFixed(0)).join(', ')}`,
            });
          }
          const last = reports.at(-1);
          if (last !== undefined) say(`${name}: ${faults(last)}`);
        }
        return figures;
      });
    });
  });
