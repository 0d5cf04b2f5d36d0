/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test';
import { generate, noSeriousFindings, openPage, screenshot, signedIn, test, type Api, type House } from './house.js';

let house: House;
let page: Page;
let api: Api;
let video: { id: string; coverUrl: string | null };

test.describe.configure({ mode: 'serial' });

const open = (path: string) => page.goto(`${house.stack.url}${path}`);
const found = async (q: string) =>
  (await api<{ items: { id: string; coverUrl: string | null }[] }>('GET', `/api/videos?q=${encodeURIComponent(q)}`)).items;

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(180_000);
  house = opened;
  page = await openPage(browser, house);
  api = await signedIn(page, house);
  if ((await api<{ items: object[] }>('GET', '/api/libraries')).items.length === 0)
    await api('POST', '/api/libraries', { name: 'Films', path: house.films });
  await expect.poll(async () => (await found('path:"Harbour at dawn" has:preview has:timeline')).length, { timeout: 150_000 }).toBe(1);
  [video = video] = await found('path:"Harbour at dawn"');
});

test.afterAll(() => page?.context().close());

test('a preview plays where the mouse rests on a card, and gives way when it moves', async () => {
  await open(`/videos?q=${encodeURIComponent('path:"Harbour at dawn"')}`);
  const box = await page.getByTestId('cover').first().boundingBox();
  if (box === null) throw new Error('There is no card.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const preview = page.getByTestId('preview');
  await expect(preview).toHaveCSS('opacity', '1');
  await expect.poll(() => preview.evaluate((film: HTMLVideoElement) => film.currentTime)).toBeGreaterThan(0.2);
  await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2);
  await expect(preview).toHaveCount(0);
  await expect(page.getByTestId('scrub')).toBeVisible();
});

test('a preview plays for the keyboard too, but not where no motion is wanted', async () => {
  await page.mouse.move(2, 2);
  await page.locator('a[data-card="0"]').focus();
  await expect(page.getByTestId('preview')).toHaveCount(1);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.reload();
  await page.locator('a[data-card="0"]').focus();
  // Longer than the wait before a preview starts.
  const started = page.getByTestId('preview').waitFor({ timeout: 1_500 });
  await expect(started).rejects.toThrow();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
});

test('a video shows its steps, and some can be made again', async () => {
  await open(`/videos/${video.id}`);
  await page.getByRole('tab', { name: 'Steps' }).click();
  const steps = page.getByRole('tabpanel').getByRole('listitem');
  await expect(steps.filter({ hasText: 'Preview' })).toContainText(/Done · [\d.]+ s/);
  await expect(steps.filter({ hasText: 'Subtitles' })).toContainText('It has none');
  await noSeriousFindings(page);
  await page.getByRole('button', { name: /Make some of it/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sound and motion').uncheck();
  await dialog.getByLabel('All, again').check();
  await noSeriousFindings(page);
  await dialog.getByRole('button', { name: 'Make', exact: true }).click();
  await expect(page.getByText('Started; see how far it is under Jobs')).toBeVisible();
});

test('a frame of the film becomes the cover at once, and can be given back', async () => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'This picture as cover' }).click();
  await expect(page.getByText('Cover changed')).toBeVisible();
  await open(`/videos?q=${encodeURIComponent('path:"Harbour at dawn"')}`);
  const shown = page.getByTestId('cover').locator('img').first();
  await expect(shown).not.toHaveAttribute('src', video.coverUrl ?? '');
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await open(`/videos/${video.id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Let Reelm choose the cover' }).click();
  await expect(page.getByText('Reelm chose the cover')).toBeVisible();
  expect((await found('path:"Harbour at dawn"'))[0]?.coverUrl).toBe(video.coverUrl);
});

test('a page shows what there is of everything, and leads to the videos without', async () => {
  await open('/artifacts');
  const kind = page.getByRole('list', { name: 'Kinds of artifacts' }).getByRole('listitem').filter({ hasText: 'Subtitles' });
  await expect(kind).toContainText(/\d+ have none/);
  await noSeriousFindings(page);
  await screenshot(page, 'artifacts');
  await kind.getByRole('link', { name: /without/ }).click();
  await expect(page).toHaveURL(/missing/);
  await open('/artifacts');
  await page.getByRole('button', { name: 'Tidy the store' }).click();
  await expect(page.getByText(/Looking for what belongs to nothing/)).toBeVisible();
});

test('cuts of a film are suggested as chapters, and a marker plays where the mouse rests on it', async () => {
  test.setTimeout(180_000);
  const scenes =
    'testsrc2=s=320x180:r=25:d=6[a];mandelbrot=s=320x180:r=25:end_scale=0.2,trim=duration=6[b];smptebars=s=320x180:r=25:d=6[c];[a][b][c]concat=n=3';
  await generate(house.films, 'Three scenes.mp4', '-f', 'lavfi', '-i', scenes, '-c:v', 'libx264', '-g', '25', '-pix_fmt', 'yuv420p');
  const [library] = (await api<{ items: { id: string }[] }>('GET', '/api/libraries')).items;
  await api('POST', `/api/libraries/${library?.id}/scan`, {});
  await expect.poll(async () => (await found('path:"Three scenes" -missing:cover')).length, { timeout: 150_000 }).toBe(1);
  const [film] = await found('path:"Three scenes"');
  await open(`/videos/${film?.id}`);
  await expect(page.locator('[data-scene]')).toHaveCount(2);
  await page.getByRole('tab', { name: 'Markers' }).click();
  await page.getByText('Suggested scenes').click();
  const suggested = page.getByRole('list', { name: 'Suggested scenes' }).getByRole('listitem');
  await expect(suggested).toHaveCount(2);
  await noSeriousFindings(page);
  await suggested
    .first()
    .getByRole('button', { name: /^Marker at/ })
    .click();
  await expect(suggested).toHaveCount(1);
  await page.getByRole('button', { name: 'All as chapters' }).click();
  await expect(page.getByRole('list', { name: 'Chapters' })).toContainText('Scene 1');
  await expect(suggested).toHaveCount(0);
  await open(`/markers?q=${encodeURIComponent('"Scene at"')}`);
  const card = page.getByRole('article').first();
  await card.hover();
  await expect(page.getByTestId('preview')).toHaveCSS('opacity', '1', { timeout: 30_000 });
});
