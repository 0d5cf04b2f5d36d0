/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { http, type Video } from '@reelm/contracts';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { startStack, type Stack } from '@reelm/local';
import { temporaryFolder } from '@reelm/testing';

const run = promisify(execFile);
const media = process.env['REELM_TEST_MEDIA'];

export const username = 'owner';
export const password = 'a long enough password';

/** A whole Reelm and a folder of films, started once for all walks of a worker: each file goes on in what is there, or begins from nothing. */
export interface House {
  stack: Stack;
  /** Folder of the films. */
  films: string;
  /** A folder for whatever else is needed. */
  folder: string;
  /** What no page may do: ask another host, or break the content security policy. */
  trespasses: string[];
}

export const test = base.extend<object, { house: House; houseFor: string }>({
  /** Walks that say so have a Reelm of their own. */
  houseFor: ['all', { scope: 'worker', option: true }],
  house: [
    async ({ houseFor }, use) => {
      const folder = await temporaryFolder();
      const films = join(folder.path, 'films');
      await mkdir(films);
      await makeFilms(films);
      const stack = await startStack({ dataDirectory: join(folder.path, `data-${houseFor}`) });
      const trespasses: string[] = [];
      await use({ stack, films, folder: folder.path, trespasses });
      await stack.stop();
      await folder.remove();
      expect(trespasses).toEqual([]);
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** A film of what ffmpeg generates. */
export const generate = (folder: string, name: string, ...args: string[]) =>
  run('ffmpeg', ['-nostdin', '-v', 'error', ...args, join(folder, name)]);

/** Pictures a second of numbered films. */
export const rate = 25;
/** Filters that write the number of a picture into it, as sixteen squares along the lower edge: white, its bits from the lowest on, black. */
export const numbered = [
  'drawbox=x=0:y=ih-iw/16:w=iw:h=iw/16:c=black:t=fill',
  'drawbox=x=0:y=ih-iw/16:w=iw/16:h=iw/16:c=white:t=fill',
  ...Array.from(
    { length: 14 },
    (_, bit) => `drawbox=x=iw/16*${bit + 1}:y=ih-iw/16:w=iw/16:h=iw/16:c=white:t=fill:enable='mod(floor(n/${2 ** bit}),2)'`,
  ),
].join(',');

/** The number that is written into what an element of the page shows; -1 where there is none. Runs in the page. */
export function numberIn(shown: HTMLVideoElement | HTMLImageElement): number {
  const canvas = document.createElement('canvas');
  if (shown instanceof HTMLVideoElement) [canvas.width, canvas.height] = [shown.videoWidth, shown.videoHeight];
  else [canvas.width, canvas.height] = [shown.naturalWidth, shown.naturalHeight];
  if (canvas.width === 0) return -1;
  const context = canvas.getContext('2d');
  context?.drawImage(shown, 0, 0);
  const unit = canvas.width / 16;
  const isWhite = (place: number): boolean =>
    (context?.getImageData(Math.round((place + 0.5) * unit), Math.round(canvas.height - unit / 2), 1, 1).data[1] ?? 0) > 127;
  // A white one and a black one at the ends tell that these are bits at all.
  if (!isWhite(0) || isWhite(15)) return -1;
  return Array.from({ length: 14 }, (_, bit) => (isWhite(bit + 1) ? 2 ** bit : 0)).reduce((sum, value) => sum + value, 0);
}

async function makeFilms(folder: string): Promise<void> {
  await generate(
    folder,
    'Harbour at dawn.mp4',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=640x360:d=12:r=25',
    '-f',
    'lavfi',
    '-i',
    'sine=d=12',
    '-c:v',
    'libx264',
    '-g',
    '25',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-movflags',
    '+faststart',
  );
  await generate(
    folder,
    'Mountain road.webm',
    '-f',
    'lavfi',
    '-i',
    'mandelbrot=s=320x240:r=25',
    '-t',
    '6',
    '-c:v',
    'libvpx',
    '-b:v',
    '500k',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-g',
    '25',
  );
  // The free test films, where they are given, make a livelier library; the assertions do not depend on them.
  for (const name of media === undefined ? [] : ['tears-of-steel-battle-clip-medium.webm', 'flower.mp4', 'rabbit320.webm', 'friday.mp4']) {
    await copyFile(join(media ?? '', 'film', name), join(folder, name));
  }
}

export async function openPage(browser: Browser, { stack, trespasses }: House): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(stack.url)) trespasses.push(request.url());
  });
  await page.exposeFunction('trespassed', (what: string) => trespasses.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber, columnNumber }) => {
      const { trespassed } = globalThis as unknown as { trespassed: (what: string) => void };
      trespassed(`${violatedDirective}: ${blockedURI} (${sourceFile}:${lineNumber}:${columnNumber})`);
    });
  });
  return page;
}

export type Api = <T = { id: string }>(method: string, path: string, data?: object) => Promise<T>;

/** Asks the server past the pages, as the owner. Goes on from where the walks before left, or from the beginning where they were not asked for. */
export async function signedIn(page: Page, { stack }: House): Promise<Api> {
  const api: Api = async <T = { id: string }>(method: string, path: string, data?: object) => {
    const answer = await page.request.fetch(`${stack.url}${path}`, {
      method,
      headers: { origin: stack.url },
      ...(data === undefined ? {} : { data }),
    });
    expect(answer.ok(), `${method} ${path}: ${answer.status()}`).toBe(true);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const { required } = await api<{ required: boolean }>('GET', '/api/setup');
  if (required) await api('POST', '/api/setup', { token: stack.setupToken(), username, password });
  else await api('POST', '/api/session', { username, password });
  return api;
}

/** A library of films, all looked at. */
export async function filmLibrary(api: Api, name: string, path: string): Promise<Video[]> {
  const { id } = await api<{ id: string }>('POST', http.createLibrary.path, { name, path });
  const search = (more: string) => `/api/videos?limit=200&q=${encodeURIComponent(`library:"${name}" ${more}`)}`;
  const scanned = async () =>
    (await api<{ items: { id: string; lastScanAt: string | null }[] }>('GET', '/api/libraries')).items.some(
      (one) => one.id === id && one.lastScanAt !== null,
    );
  const waiting = async () => (await api<{ items: unknown[] }>('GET', search('state:pending'))).items.length;
  await expect.poll(async () => (await scanned()) && (await waiting()) === 0, { timeout: 240_000, intervals: [500] }).toBe(true);
  const { items } = await api<{ items: { id: string }[] }>('GET', search('state:ready'));
  return Promise.all(items.map((item) => api<Video>('GET', `/api/videos/${item.id}`)));
}

export const noSeriousFindings = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
  ).toEqual([]);
};
export const screenshot = async (page: Page, name: string): Promise<void> => {
  const target = process.env['REELM_SCREENSHOTS'];
  if (target !== undefined) await page.screenshot({ path: join(target, `${name}.png`) });
};
