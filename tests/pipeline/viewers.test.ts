import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { http } from '@reelm/contracts';
import { startStack } from '@reelm/local';
import { ApiClient, nothingAutomatic, temporaryFolder, until } from '@reelm/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { streaming } from './streaming.js';

const run = promisify(execFile);

const watchSeconds = 60;
/** Those who get a converted film stop earlier, so that what was made for them ends before the others leave. */
const convertedSeconds = 22;
const directViewers = 8;
const copiedViewers = 7;
/** More than any machine takes at once: see `Capacity`, for 4K. */
const convertedViewers = 5 + Math.ceil(availableParallelism() / 2);
const scratchMegabytes = 64;

const ErrorCode = z.object({ error: z.object({ code: z.string() }) });

/** Films made of a short one again and again. */
async function makeFilms(folder: string): Promise<void> {
  const ffmpeg = (...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', ...args]);
  const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 50 -pix_fmt yuv420p -c:a aac'.split(' ');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=10', '-f', 'lavfi', '-i', 'sine=r=48000:d=10'];
  const again = (name: string, ...more: string[]) => ['-stream_loop', '5', '-i', join(folder, '..', name), '-c', 'copy', ...more];
  await ffmpeg(...source, ...coding, join(folder, '..', 'short.mp4'));
  await ffmpeg(...again('short.mp4', '-movflags', '+faststart'), join(folder, 'direct.mp4'));
  await ffmpeg(...again('short.mp4'), join(folder, 'copied.mkv'));
  const large = ['-f', 'lavfi', '-i', 'testsrc2=s=3840x2160:r=30:d=2', '-c:v', 'mpeg4', '-q:v', '8', '-g', '60'];
  await ffmpeg(...large, join(folder, '..', 'large.mkv'));
  await ffmpeg('-stream_loop', '9', '-i', join(folder, '..', 'large.mkv'), '-c', 'copy', join(folder, 'converted.mkv'));
}

/** Bytes of pieces of streams that are kept; what goes meanwhile does not count. */
async function keptBytes(data: string): Promise<number> {
  const names = (await readdir(data, { recursive: true }).catch(() => [])).filter((name) => /run-[^/]*-streams\//.test(name));
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(data, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What one viewer met. */
interface Seen {
  answered: number;
  refused: number;
  wrong: string[];
}

/** Seeks again and again, each time after a moment; `seek` tells how that went. */
async function watch(seconds: number, seek: () => Promise<'answered' | 'refused' | { wrong: string }>): Promise<Seen> {
  const end = Date.now() + seconds * 1_000;
  const seen: Seen = { answered: 0, refused: 0, wrong: [] };
  while (Date.now() < end) {
    const outcome = await seek();
    if (typeof outcome === 'string') seen[outcome] += 1;
    else seen.wrong.push(outcome.wrong);
    // People take a moment, and do not ask at the same time.
    await delay(outcome === 'refused' ? 1_000 : 200 + Math.random() * 400);
  }
  return seen;
}

const viewers = (count: number, begin: () => Promise<Seen>): Promise<Seen[]> => Promise.all(Array.from({ length: count }, begin));
const random = (below: number): number => Math.floor(Math.random() * below);
const addressesIn = (playlist: string): string[] => playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test(
  'twenty viewers jump about for a minute: all are served or told why not, and nothing is left behind',
  { timeout: 300_000 },
  async () => {
    await using folder = await temporaryFolder();
    const library = join(folder.path, 'films');
    await mkdir(library);
    await makeFilms(library);
    const data = join(folder.path, 'data');
    const stack = await startStack({
      dataDirectory: data,
      web: 'none',
      environment: { ...process.env, REELM_LOG_LEVEL: 'debug' },
      extraEnvironment: { transcode: { REELM_STREAM_SCRATCH_MB: String(scratchMegabytes) } },
    });
    let token = '';
    try {
      const api = new ApiClient(stack.url);
      await api.setUp(stack.setupToken() ?? '', { username: 'owner', password: 'a long enough password' });
      await api.call(http.updateArtifactSettings, { body: nothingAutomatic });
      await api.call(http.createLibrary, { body: { name: 'Films', path: library } });
      const videos = await until(
        'the films',
        async () => {
          const { items } = await api.call(http.listVideos, { query: { q: 'state:ready' } });
          return items.length === 3 && items;
        },
        90_000,
      );
      ({ token } = await api.call(http.createMediaToken, { body: { target: { kind: 'search', q: '' } } }));
      const linkOf = (name: string, file: string): string => {
        const id = videos.find((video) => video.name === name)?.id;
        return `${stack.url}/api/videos/${id}/${file}?token=${token}`;
      };

      const direct = await readFile(join(library, 'direct.mp4'));
      const jumpInFile = async () => {
        const start = random(direct.length - 65_536);
        const end = start + 65_535;
        const answer = await fetch(linkOf('direct.mp4', 'stream'), { headers: { range: `bytes=${start}-${end}` } });
        const bytes = Buffer.from(await answer.arrayBuffer());
        return answer.status === 206 && bytes.equals(direct.subarray(start, end + 1))
          ? 'answered'
          : { wrong: `${answer.status} of the file` };
      };

      /** As a player does that was given a link: the playlist of qualities, the one of the first, then a segment here and there. */
      const jumpInStream = (name: string) => {
        let segments: URL[] = [];
        const open = async (address: string | URL) => {
          const answer = await fetch(address);
          const body = Buffer.from(await answer.arrayBuffer());
          if (answer.ok) return { body, refusal: null };
          const { code } = ErrorCode.parse(JSON.parse(body.toString())).error;
          return {
            body,
            refusal: answer.status === 503 && code === 'stream.machine_full' ? ('refused' as const) : { wrong: `${answer.status} ${code}` },
          };
        };
        return async () => {
          if (segments.length === 0) {
            const link = linkOf(name, 'master.m3u8');
            const master = await open(link);
            if (master.refusal) return master.refusal;
            const first = new URL(addressesIn(master.body.toString())[0] ?? '', link);
            const media = await open(first);
            if (media.refusal) return media.refusal;
            segments = addressesIn(media.body.toString()).map((address) => new URL(address, first));
          }
          const { body, refusal } = await open(segments[random(segments.length)] ?? '');
          if (refusal) return refusal;
          return ['moof', 'styp'].includes(body.toString('latin1', 4, 8)) ? 'answered' : { wrong: 'what came is no segment' };
        };
      };

      const most = { processes: 0, bytes: 0 };
      const looking = setInterval(() => {
        most.processes = Math.max(most.processes, streaming(library).length);
        void keptBytes(data).then((bytes) => (most.bytes = Math.max(most.bytes, bytes)));
      }, 1_000);
      const [files, copies, conversions] = await Promise.all([
        viewers(directViewers, () => watch(watchSeconds, jumpInFile)),
        viewers(copiedViewers, () => watch(watchSeconds, jumpInStream('copied.mkv'))),
        viewers(convertedViewers, () => watch(convertedSeconds, jumpInStream('converted.mkv'))),
      ]).finally(() => clearInterval(looking));

      expect([...files, ...copies, ...conversions].flatMap(({ wrong }) => wrong)).toEqual([]);
      for (const { answered, refused } of [...files, ...copies]) {
        expect(answered).toBeGreaterThan(5);
        expect(refused).toBe(0);
      }
      const sum = (of: 'answered' | 'refused') => conversions.reduce((total, one) => total + one[of], 0);
      expect(sum('answered')).toBeGreaterThan(0);
      expect(sum('refused')).toBeGreaterThan(0);
      expect(most.processes).toBeGreaterThan(0);
      // A viewer is at one place, and those who are at about the same place share what is made.
      expect(most.processes).toBeLessThanOrEqual(copiedViewers + convertedViewers);
      expect(most.bytes).toBeGreaterThan(0);
      // A little more while a piece takes the place of an older one.
      expect(most.bytes).toBeLessThan((scratchMegabytes + 16) * 1024 ** 2);
      await until('conversions that nobody watches to end', () => streaming('converted.mkv').length === 0, 30_000);
    } finally {
      await stack.stop();
    }
    expect(streaming(library)).toHaveLength(0);
    expect(await keptBytes(data)).toBe(0);
    const logs = await Promise.all((await readdir(join(data, 'logs'))).map((name) => readFile(join(data, 'logs', name), 'utf8')));
    expect(logs.some((log) => log.includes('/master.m3u8'))).toBe(true);
    expect(logs.some((log) => log.includes(token))).toBe(false);
  },
);
