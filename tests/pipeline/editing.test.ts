import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type Video } from '@reelm/contracts';
import { startStack, type Stack } from '@reelm/local';
import { ApiClient, nothingAutomatic, temporaryFolder, until, type TemporaryFolder } from '@reelm/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const seconds = 40;

let folder: TemporaryFolder;
let library: string;
let stack: Stack;
let api: ApiClient;
let film: Video;

beforeAll(async () => {
  folder = await temporaryFolder();
  library = join(folder.path, 'films');
  await mkdir(library);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=24:d=${seconds}`, '-f', 'lavfi', '-i', `sine=d=${seconds}`];
  const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 48 -keyint_min 48 -sc_threshold 0 -pix_fmt yuv420p -c:a aac'.split(' ');
  await run('ffmpeg', ['-nostdin', '-v', 'error', ...picture, ...coding, join(library, 'sea.mp4')]);
  stack = await startStack({ dataDirectory: join(folder.path, 'data'), web: 'none' });
  api = new ApiClient(stack.url);
  await api.setUp(stack.setupToken() ?? '', { username: 'owner', password: 'a long enough password' });
  await api.call(http.updateArtifactSettings, { body: nothingAutomatic });
  await api.call(http.createLibrary, { body: { name: 'Films', path: library } });
  const { id } = await until(
    'the video',
    async () => (await api.call(http.listVideos)).items.find(({ state }) => state === 'ready'),
    120_000,
  );
  film = await api.call(http.updateVideo, { params: { id }, body: { title: 'Sea', details: 'Waves' } });
  await api.call(http.createMarker, { body: { videoId: id, startSeconds: 21, endSeconds: 25, title: 'Lighthouse' } });
}, 240_000);
afterAll(async () => {
  await stack?.stop();
  await folder?.remove();
}, 60_000);

const names = async () => (await readdir(library)).filter((name) => !name.startsWith('.reelm-trash')).toSorted();
const frames = async (name: string): Promise<number> => {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-count_frames',
    '-show_entries',
    'stream=nb_read_frames',
    '-of',
    'csv=p=0',
    join(library, name),
  ];
  return Number((await run('ffprobe', args)).stdout);
};
const ready = (id: string): Promise<Video> =>
  until(
    'the new video',
    async () => {
      const video = await api.call(http.getVideo, { params: { id } }).catch(() => undefined);
      return video?.state === 'ready' ? video : undefined;
    },
    120_000,
  );

test('a film is cut although every service that takes part is killed', { timeout: 300_000 }, async () => {
  const edit = {
    kind: 'cut' as const,
    precision: 'exact' as const,
    parts: [
      { startSeconds: 0, endSeconds: 15.5 },
      { startSeconds: 20, endSeconds: seconds },
    ],
  };
  const plan = await api.call(http.planFileEdit, { params: { id: film.id }, body: { edit } });
  expect(plan.results.map(({ pieces }) => pieces)).toEqual([
    [edit.parts[0]],
    [{ startSeconds: 20, endSeconds: expect.closeTo(seconds, 0) }],
  ]);
  const { videoIds, job } = await api.call(http.editFile, { params: { id: film.id }, body: { edit, original: 'trash' } });
  expect(job).toMatchObject({ kind: 'transcode.edit', label: 'Cut sea.mp4' });
  // Each in the middle of its part, as far as that can be met.
  await until('the work to begin', async () => (await api.call(http.getJob, { params: { id: job.id } })).state !== 'queued', 60_000);
  stack.process('transcode').kill('SIGKILL');
  await until(
    'the files to be made',
    async () => (await api.call(http.getJob, { params: { id: job.id } }).catch(() => job)).state === 'succeeded',
    120_000,
  );
  stack.process('ingest').kill('SIGKILL');
  const [one, two] = await Promise.all(videoIds.map(ready));

  expect(await names()).toEqual(['sea - part 1.mp4', 'sea - part 2.mp4']);
  expect([await frames('sea - part 1.mp4'), await frames('sea - part 2.mp4')]).toEqual([15.5 * 24, 20 * 24]);
  expect(one).toMatchObject({ name: 'Sea (1)', details: 'Waves', counts: { markers: 0 } });
  expect(two).toMatchObject({ name: 'Sea (2)', details: 'Waves', counts: { markers: 1 } });
  const { items } = await api.call(http.videoMarkers, { params: { id: two?.id ?? '' } });
  expect(items).toEqual([expect.objectContaining({ title: 'Lighthouse', startSeconds: 1, endSeconds: 5 })]);
  // The original is nowhere to be seen, and comes back with all that is known of it.
  await until('the list', async () => (await api.call(http.listVideos)).items.every(({ id }) => id !== film.id));
  const [trashed] = (await api.call(http.listTrash)).items;
  expect(trashed).toMatchObject({ path: 'sea.mp4' });
  await api.call(http.restoreTrashed, { params: { id: trashed?.fileId ?? '' }, body: {} });
  await until('the original', async () => (await api.call(http.listVideos)).items.some(({ id }) => id === film.id));
  expect(await names()).toEqual(['sea - part 1.mp4', 'sea - part 2.mp4', 'sea.mp4']);
  expect(await frames('sea.mp4')).toBe(seconds * 24);
});
