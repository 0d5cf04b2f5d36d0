/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Browser, type Page } from '@playwright/test';
import { startStack, type Stack } from '@reelm/local';
import { temporaryFolder } from '@reelm/testing';

const run = promisify(execFile);
const media = process.env['REELM_TEST_MEDIA'];

export const username = 'owner';
export const password = 'a long enough password';

/** A whole Reelm and a folder of films, started once for all walks: they come in the order of their files, each goes on in what is there. */
export interface House {
  stack: Stack;
  /** Folder of the films. */
  films: string;
  /** A folder for whatever else is needed. */
  folder: string;
  /** What no page may do: ask another host, or break the content security policy. */
  trespasses: string[];
}

export const test = base.extend<object, { house: House }>({
  house: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const folder = await temporaryFolder();
      const films = join(folder.path, 'films');
      await mkdir(films);
      await makeFilms(films);
      const stack = await startStack({ dataDirectory: join(folder.path, 'data') });
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
