import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Video } from '@reelm/contracts';
import { expect } from '@playwright/test';
import { filmLibrary, test } from './house.js';
import { Viewer } from './viewer.js';

const given = process.env['REELM_TEST_MEDIA'];

test.use({ houseFor: 'given-films' });

test('every given film plays in the way that was decided', async ({ browser, house }) => {
  test.skip(given === undefined, 'REELM_TEST_MEDIA is not set: only generated films are played');
  test.setTimeout(900_000);
  const viewer = await Viewer.open(browser, house);
  const folder = join(house.folder, 'given');
  for (const name of ['people', 'film', 'container', 'broken', 'derived'])
    await cp(join(given ?? '', name), join(folder, name), { recursive: true });
  const videos = await filmLibrary(viewer.api, 'Given', folder);
  expect(videos.length).toBeGreaterThan(0);
  const problems: string[] = [];
  for (const video of videos)
    await look(viewer, video).catch((error: unknown) => problems.push(`${video.name}: ${String(error).slice(0, 300)}`));
  expect(problems).toEqual([]);
  await viewer.page.context().close();
});

async function look(viewer: Viewer, { id, files: [file] }: Video): Promise<void> {
  const seconds = file?.media?.durationSeconds ?? 10;
  const hasSound = (file?.media?.audioTracks ?? 0) > 0;
  // Of the shortest there is a single picture.
  const { source } = await viewer.play(id, Math.max(1, Math.min(5, Math.floor(seconds * 4))), hasSound);
  const way = viewer.told.get(id)?.way ?? 'direct';
  expect(source.startsWith('blob:'), `it comes as ${source}, and was to be ${way}`).toBe(way !== 'direct');
  const to = Math.min(seconds, (await viewer.shown()).duration) * 0.6;
  const { time } = await viewer.seek(to);
  expect(Math.abs(time - to), `asked for ${to}, landed at ${time}`).toBeLessThan(0.5);
}
