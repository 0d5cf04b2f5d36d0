import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Playback, Video } from '@reelm/contracts';
import { expect } from '@playwright/test';
import { filmLibrary, noSeriousFindings, numbered, rate, screenshot, test } from './house.js';
import { Viewer } from './viewer.js';

const run = promisify(execFile);

let viewer: Viewer;
let numberedFilms: Video[];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser, house }) => {
  test.setTimeout(300_000);
  viewer = await Viewer.open(browser, house);
  numberedFilms = await filmLibrary(viewer.api, 'Numbered', await makeNumberedFilms(join(house.folder, 'numbered')));
});
const idOf = (name: string): string => numberedFilms.find((video) => video.name === name)?.id ?? name;
test.afterAll(() => viewer?.page.context().close());

/** Seconds: pictures that refer to later ones make a file begin up to two pictures late, and a place may lie just before the next. */
const tolerated = 3.5 / rate;

const h264 = '-c:v libx264 -preset ultrafast -bf 2 -g 50 -keyint_min 50 -sc_threshold 0 -pix_fmt yuv420p'.split(' ');
const kinds: readonly { name: string; way: Playback['way']; coding: readonly string[] }[] = [
  { name: 'direct.mp4', way: 'direct', coding: [...h264, '-c:a', 'aac', '-movflags', '+faststart'] },
  { name: 'remux.mkv', way: 'remux', coding: [...h264, '-c:a', 'ac3'] },
  { name: 'transcode.avi', way: 'transcode', coding: ['-c:v', 'mpeg4', '-q:v', '3', '-g', '50', '-c:a', 'libmp3lame'] },
];

/** One of each kind in a folder. */
async function makeNumberedFilms(folder: string): Promise<string> {
  await mkdir(folder);
  for (const { name, coding } of kinds) {
    const source = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=${rate}:d=60,${numbered}`, '-f', 'lavfi', '-i', 'sine=r=48000:d=60'];
    await run('ffmpeg', ['-nostdin', '-v', 'error', ...source, ...coding, join(folder, name)]);
  }
  return folder;
}

test('a picture is the one of its time, however the film comes', async () => {
  test.setTimeout(240_000);
  for (const { name, way } of kinds) {
    const id = idOf(name);
    const playing = await viewer.play(id, 10, true);
    expect(viewer.told.get(id)?.way ?? 'direct', name).toBe(way);
    expect(playing.source.startsWith('blob:'), name).toBe(way !== 'direct');
    for (const to of [41.3, 7.02, 55.5, 0.5, 30]) {
      const { time, number } = await viewer.seek(to);
      expect(Math.abs(time - to), `${name}: asked for ${to}, landed at ${time}`).toBeLessThan(0.5);
      expect(Math.abs(number / rate - time), `${name}: at ${time} stands picture ${number}`).toBeLessThan(tolerated);
    }
    // It goes on from there.
    const { frames } = await viewer.shown();
    await viewer.page.keyboard.press('k');
    await expect.poll(async () => (await viewer.shown()).frames, { timeout: 20_000 }).toBeGreaterThan(frames + 5);
  }
});

test('Play that is pressed while another way is looked for counts', async ({ house }) => {
  const { page, told } = viewer;
  // Neither the file nor its picture passed on is anything that plays: what is left is made only once somebody plays.
  for (const pattern of [/\/stream(\?|$)/, /\/copy\/.*\.m4s/])
    await page.route(pattern, (route) => route.fulfill({ contentType: 'video/mp4', body: Buffer.alloc(5_000, 1) }));
  const pressed = Promise.withResolvers<void>();
  let asked = 0;
  await page.route(/\/playback$/, async (route) => {
    asked += 1;
    if (asked === 2) await pressed.promise;
    await route.continue();
  });
  const id = idOf('direct.mp4');
  await page.goto(`${house.stack.url}/videos/${id}?t=0`);
  await expect.poll(() => asked, { timeout: 40_000 }).toBe(2);
  await page.keyboard.press('k');
  await expect.poll(async () => (await viewer.shown()).paused).toBe(false);
  pressed.resolve();
  await expect.poll(async () => (await viewer.shown()).frames, { timeout: 40_000 }).toBeGreaterThan(5);
  expect(told.get(id)?.way).toBe('transcode');
  await page.unrouteAll({ behavior: 'wait' });
});

test('a link opens a film in another player until it is revoked', async ({ house, playwright }) => {
  const { page } = viewer;
  await page.goto(`${house.stack.url}/videos/${idOf('transcode.avi')}`);
  await page.getByRole('button', { name: 'Open in another player' }).click();
  const dialog = page.getByRole('dialog', { name: 'Open in another player' });
  await dialog.getByLabel('The link is good for').selectOption('7 days');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const linkTo = (label: string) => dialog.getByRole('textbox', { name: label }).inputValue();
  const [file, hls, list] = [await linkTo('The file'), await linkTo('HLS'), await linkTo('M3U playlist')];
  await noSeriousFindings(page);
  await screenshot(page, 'media-link');

  const stranger = await playwright.request.newContext();
  expect((await stranger.get(file, { headers: { range: 'bytes=0-99' } })).status()).toBe(206);
  expect(await (await stranger.get(list)).text()).toMatch(/^#EXTM3U\n#PLAYLIST:transcode\.avi\n#EXTINF:6\d,transcode\.avi\nhttp:\S+\n$/);
  // ffmpeg is such a player: it knows the address and nothing else.
  const { stdout } = await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', hls, '-t', '2', '-map', '0:v', '-f', 'framecrc', '-']);
  expect(stdout.split('\n').filter((line) => line.startsWith('0,')).length).toBeGreaterThan(1.8 * rate);

  await page.goto(`${house.stack.url}/account`);
  const links = page.getByRole('list', { name: 'Links for other players' });
  await expect(links).toContainText('ends in 7 days');
  await noSeriousFindings(page);
  await screenshot(page, 'media-links');
  await links.getByRole('button', { name: 'Revoke the link to transcode.avi' }).click();
  await page.getByRole('button', { name: 'Revoke link' }).click();
  await expect(links).toHaveCount(0);
  for (const link of [file, hls, list]) expect((await stranger.get(link)).status()).toBe(401);
  await stranger.dispose();
});

test('a list goes to a player as an M3U playlist', async ({ house }) => {
  const { page } = viewer;
  await page.goto(`${house.stack.url}/videos?q=${encodeURIComponent('library:Numbered')}&sort=name`);
  await page.getByRole('button', { name: 'Play these videos' }).click();
  await page.getByRole('menuitem', { name: 'Export as M3U …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export as M3U' });
  await dialog.getByLabel('Videos come').selectOption('hls');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const coming = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download M3U' }).click();
  const playlist = await readFile(await (await coming).path(), 'utf8');
  expect([...playlist.matchAll(/^#EXTINF:6\d,(.+)$/gm)].map(([, name]) => name)).toEqual(['direct.mp4', 'remux.mkv', 'transcode.avi']);
  expect(playlist.match(/^http\S+\/master\.m3u8\?token=reelm_media_/gm)).toHaveLength(3);
});
