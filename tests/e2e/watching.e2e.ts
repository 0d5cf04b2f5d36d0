/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type Playback, type Video } from '@reelm/contracts';
import { expect, type Page } from '@playwright/test';
import { nothingAutomatic } from '@reelm/testing';
import {
  filmLibrary,
  noSeriousFindings,
  numbered,
  numberIn,
  openPage,
  rate,
  screenshot,
  signedIn,
  test,
  type Api,
  type House,
} from './house.js';

const run = promisify(execFile);
const given = process.env['REELM_TEST_MEDIA'];

let house: House;
let page: Page;
let api: Api;
let numberedFilms: Video[];
/** What the server said of each video that the player asked about. */
const told = new Map<string, Playback>();

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(300_000);
  house = opened;
  page = await openPage(browser, house);
  page.on('response', (response) => {
    const id = /\/api\/videos\/([^/]+)\/playback$/.exec(response.url())?.[1];
    if (id === undefined || !response.ok()) return;
    response.json().then(
      (playback: Playback) => told.set(id, playback),
      () => undefined,
    );
  });
  api = await signedIn(page, house);
  // What is made of files besides is not looked at here, and costs more than all the rest.
  await api(http.updateArtifactSettings.method, http.updateArtifactSettings.path, nothingAutomatic);
  numberedFilms = await filmLibrary(api, 'Numbered', await makeNumberedFilms(join(house.folder, 'numbered')));
});
const idOf = (name: string): string => numberedFilms.find((video) => video.name === name)?.id ?? name;
test.afterAll(() => page?.context().close());

interface Shown {
  source: string;
  time: number;
  duration: number;
  paused: boolean;
  frames: number;
  audioBytes: number;
}
const film = () => page.locator('video');
const shown = () =>
  film().evaluate((video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }): Shown => ({
    source: video.currentSrc,
    time: video.currentTime,
    duration: video.duration,
    paused: video.paused,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    audioBytes: video.webkitAudioDecodedByteCount ?? 0,
  }));

/** Opens a video and plays it until so many pictures were shown, and sound came where there is any. */
async function play(id: string, frames: number, hasSound: boolean): Promise<Shown> {
  told.delete(id);
  await page.goto(`${house.stack.url}/videos/${id}?t=0`);
  await film().waitFor({ state: 'attached' });
  let playing: Shown | undefined;
  await expect
    .poll(
      async () => {
        const now = await shown();
        if (now.paused && now.frames === 0) await page.keyboard.press('k');
        if (now.frames < frames || (hasSound && now.audioBytes === 0)) return `${now.frames} pictures, ${now.audioBytes} bytes of sound`;
        playing = now;
        return 'plays';
      },
      { timeout: 40_000, intervals: [100] },
    )
    .toBe('plays');
  if (playing === undefined) throw new Error('It plays.');
  return playing;
}

/** Stands at a place of the film; where that is, and the number of the picture there by its burnt-in bits. */
const seek = async (seconds: number): Promise<{ time: number; number: number }> => {
  const time = await film().evaluate(async (video: HTMLVideoElement, to: number) => {
    video.pause();
    const landed = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    video.currentTime = to;
    await landed;
    // The picture is there, and is painted with one of the next frames.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return video.currentTime;
  }, seconds);
  return { time, number: await film().evaluate(numberIn) };
};

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
    const playing = await play(id, 10, true);
    expect(told.get(id)?.way ?? 'direct', name).toBe(way);
    expect(playing.source.startsWith('blob:'), name).toBe(way !== 'direct');
    for (const to of [41.3, 7.02, 55.5, 0.5, 30]) {
      const { time, number } = await seek(to);
      expect(Math.abs(time - to), `${name}: asked for ${to}, landed at ${time}`).toBeLessThan(0.5);
      expect(Math.abs(number / rate - time), `${name}: at ${time} stands picture ${number}`).toBeLessThan(tolerated);
    }
    // It goes on from there.
    const { frames } = await shown();
    await page.keyboard.press('k');
    await expect.poll(async () => (await shown()).frames, { timeout: 20_000 }).toBeGreaterThan(frames + 5);
  }
});

test('a link opens a film in another player until it is revoked', async ({ playwright }) => {
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

test('a list goes to a player as an M3U playlist', async () => {
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

test('every given film plays in the way that was decided', async () => {
  test.skip(given === undefined, 'REELM_TEST_MEDIA is not set: only generated films are played');
  test.setTimeout(600_000);
  const folder = join(house.folder, 'given');
  for (const name of ['people', 'film', 'container', 'broken', 'derived'])
    await cp(join(given ?? '', name), join(folder, name), { recursive: true });
  const videos = await filmLibrary(api, 'Given', folder);
  expect(videos.length).toBeGreaterThan(0);
  const problems: string[] = [];
  for (const video of videos) await look(video).catch((error: unknown) => problems.push(`${video.name}: ${String(error).slice(0, 300)}`));
  expect(problems).toEqual([]);
});

async function look(video: Video): Promise<void> {
  const { media } = video.files[0] ?? {};
  const seconds = media?.durationSeconds ?? 10;
  // Of the shortest there is a single picture.
  const hasSound = (media?.audioTracks ?? 0) > 0;
  const { source } = await play(video.id, Math.max(1, Math.min(5, Math.floor(seconds * 4))), hasSound);
  const way = told.get(video.id)?.way ?? 'direct';
  expect(source.startsWith('blob:'), `it comes as ${source}, and was to be ${way}`).toBe(way !== 'direct');
  const to = Math.min(seconds, (await shown()).duration) * 0.6;
  const { time } = await seek(to);
  expect(Math.abs(time - to), `asked for ${to}, landed at ${time}`).toBeLessThan(0.5);
}
