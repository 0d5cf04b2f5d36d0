import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { http, PlaybackClient } from '@reelm/contracts';
import { startStack } from '@reelm/local';
import { ApiClient, nothingAutomatic, temporaryFolder, until } from '@reelm/testing';
import { expect, test } from 'vitest';
import { streaming } from './streaming.js';

const run = promisify(execFile);

/** Longer than what is made ahead, so that its streams are still being made when they are cut off. */
const filmSeconds = 150;
const framesPerSecond = 25;
const beforeTheKill = 3;
/** As long as the player tries: until what it has loaded ahead is over. */
const patienceMs = 40_000;

async function makeFilm(folder: string): Promise<void> {
  const ffmpeg = (...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', ...args]);
  const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 50 -pix_fmt yuv420p'.split(' ');
  await ffmpeg('-f', 'lavfi', '-i', `testsrc2=s=320x180:r=${framesPerSecond}:d=10`, ...coding, join(folder, '..', 'short.mkv'));
  const again = ['-stream_loop', String(filmSeconds / 10 - 1), '-i', join(folder, '..', 'short.mkv'), '-c', 'copy'];
  await ffmpeg(...again, join(folder, 'film.mkv'));
}

/** Gets a piece as the player does: what fails on the way or on the server's side is tried again. */
async function insist(api: ApiClient, address: string): Promise<{ bytes: Buffer; failures: number }> {
  const deadline = Date.now() + patienceMs;
  for (let failures = 0; ; failures += 1) {
    const answer = await api
      .fetch(address)
      .then(async (given) => ({ status: given.status, bytes: Buffer.from(await given.arrayBuffer()) }))
      .catch((error: unknown) => ({ status: 0, bytes: Buffer.from(String(error)) }));
    if (answer.status === 200) return { bytes: answer.bytes, failures };
    const mayPass = answer.status === 0 || answer.status >= 500;
    if (!mayPass || Date.now() > deadline) throw new Error(`${address}: ${answer.status} ${answer.bytes.toString()}`);
    await delay(300);
  }
}

interface Watching {
  pieces: Buffer[];
  failures: number;
  done: Promise<void>;
}

/** Plays a stream from its beginning to its end. @param goOn after the first pieces */
function watch(api: ApiClient, playlist: string, goOn: Promise<void>): Watching {
  const watching: Watching = { pieces: [], failures: 0, done: Promise.resolve() };
  const next = async (address: string) => {
    const { bytes, failures } = await insist(api, address);
    watching.failures += failures;
    return bytes;
  };
  watching.done = (async () => {
    const lines = (await next(playlist)).toString().split('\n');
    const absolute = (address: string) => {
      const { pathname, search } = new URL(address, new URL(playlist, 'http://reelm'));
      return `${pathname}${search}`;
    };
    const init = /URI="([^"]+)"/.exec(lines.find((line) => line.startsWith('#EXT-X-MAP')) ?? '')?.[1] ?? '';
    for (const address of [init, ...lines.filter((line) => line !== '' && !line.startsWith('#'))]) {
      if (watching.pieces.length === beforeTheKill) await goOn;
      watching.pieces.push(await next(absolute(address)));
    }
  })();
  return watching;
}

/** Decodes a stream from its pieces. */
async function decode(path: string, pieces: readonly Buffer[]): Promise<{ frames: number; complaints: string }> {
  await writeFile(path, Buffer.concat(pieces));
  const count = '-v error -count_frames -select_streams v -show_entries stream=nb_read_frames -of csv=p=0'.split(' ');
  const { stdout, stderr } = await run('ffprobe', [...count, path]);
  return { frames: Number(stdout.trim()), complaints: stderr };
}

test('who watches goes on when transcode dies and is started again, and nothing of the dead is left', { timeout: 240_000 }, async () => {
  await using folder = await temporaryFolder();
  const library = join(folder.path, 'films');
  await mkdir(library);
  await makeFilm(library);
  const data = join(folder.path, 'data');
  const stack = await startStack({ dataDirectory: data, web: 'none' });
  try {
    const api = new ApiClient(stack.url);
    await api.setUp(stack.setupToken() ?? '', { username: 'owner', password: 'a long enough password' });
    await api.call(http.updateArtifactSettings, { body: nothingAutomatic });
    await api.call(http.createLibrary, { body: { name: 'Films', path: library } });
    const { id } = await until('the film', async () => (await api.call(http.listVideos, { query: { q: 'state:ready' } })).items[0], 60_000);
    const playlistFor = async (videoCodecs: PlaybackClient['videoCodecs'], way: string): Promise<string> => {
      const client = PlaybackClient.parse({ containers: [], videoCodecs, audioCodecs: ['aac'] });
      const plan = await api.call(http.playVideo, { params: { id }, body: { client, player: way } });
      expect(plan.way).toBe(way);
      return plan.qualities[0]?.url ?? '';
    };
    const { promise: goOn, resolve: letGoOn } = Promise.withResolvers<void>();
    const viewers = [watch(api, await playlistFor(['h264'], 'remux'), goOn), watch(api, await playlistFor([], 'transcode'), goOn)];
    await until('both to watch', () => viewers.every(({ pieces }) => pieces.length === beforeTheKill), 60_000);
    const scratch = join(data, 'services', 'transcode', 'scratch');
    const foldersOfStreams = async () => (await readdir(scratch)).filter((name) => name.endsWith('-streams'));
    const [before = ''] = await foldersOfStreams();
    const orphans = streaming(library);
    expect(orphans).toHaveLength(2);
    letGoOn();
    stack.process('transcode').kill('SIGKILL');
    await until('what it had begun to end', () => !streaming(library).some((pid) => orphans.includes(pid)), 5_000);

    await Promise.all(viewers.map(({ done }) => done));
    for (const [at, { pieces, failures }] of viewers.entries()) {
      expect(failures).toBeGreaterThan(0);
      const { frames, complaints } = await decode(join(folder.path, `seen-${at}.mp4`), pieces);
      expect(complaints).toBe('');
      expect(Math.abs(frames - filmSeconds * framesPerSecond)).toBeLessThanOrEqual(1);
    }
    const after = await foldersOfStreams();
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
  } finally {
    await stack.stop();
  }
  expect(streaming(library)).toEqual([]);
});
