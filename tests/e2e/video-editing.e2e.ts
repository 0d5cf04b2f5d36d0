/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type Job, type Video } from '@reelm/contracts';
import { nothingAutomatic } from '@reelm/testing';
import { expect, type Locator, type Page, type Request } from '@playwright/test';
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

let house: House;
let page: Page;
let api: Api;
let folder: string;
let films: Record<string, Video>;

test.describe.configure({ mode: 'serial', timeout: 240_000 });

/** A keyframe every two seconds, and no other. */
const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 50 -keyint_min 50 -sc_threshold 0 -pix_fmt yuv420p -c:a aac'.split(' ');
const seconds = 16;

async function makeFilms(): Promise<void> {
  await mkdir(folder);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=${rate}:d=${seconds},${numbered}`, '-f', 'lavfi', '-i', `sine=d=${seconds}`];
  await run('ffmpeg', ['-nostdin', '-v', 'error', ...picture, ...coding, join(folder, 'Lighthouse.mp4')]);
  // The same again and again, so that its conversion takes its time.
  const again = ['-stream_loop', '40', '-i', join(folder, 'Lighthouse.mp4'), '-c', 'copy', join(folder, 'Long night.mp4')];
  await run('ffmpeg', ['-nostdin', '-v', 'error', ...again]);
}

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(240_000);
  house = opened;
  page = await openPage(browser, house);
  api = await signedIn(page, house);
  await api(http.updateArtifactSettings.method, http.updateArtifactSettings.path, nothingAutomatic);
  folder = join(house.folder, 'cutting');
  await makeFilms();
  const videos = await filmLibrary(api, 'Cutting room', folder);
  films = Object.fromEntries(videos.map((video) => [video.name, video]));
  const tag = await api<{ id: string }>('POST', http.createTag.path, { name: 'Coast' });
  const { id } = film('Lighthouse.mp4');
  await api('PATCH', `/api/videos/${id}`, { tagIds: [tag.id], details: 'It turns all night.' });
  await api('POST', http.createMarker.path, { videoId: id, startSeconds: 7, endSeconds: 8, title: 'First flash' });
});
test.afterAll(() => page?.context().close());

function film(name: string): Video {
  const video = films[name];
  if (video === undefined) throw new Error(`There is no ${name}.`);
  return video;
}
const names = async () => (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
const listed = async () =>
  (await api<{ items: { id: string; name: string }[] }>('GET', `/api/videos?q=${encodeURIComponent('library:"Cutting room" state:ready')}`))
    .items;
const open = (path: string) => page.goto(`${house.stack.url}${path}`);
const editor = () => page.getByRole('region', { name: 'Edit file' });

async function openEditor(id: string): Promise<Locator> {
  await open(`/videos/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Edit file …' }).click();
  return editor();
}
const stand = (at: number) =>
  page.locator('video').evaluate(async (video: HTMLVideoElement, to: number) => {
    if (video.readyState === 0) await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }));
    const landed = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    video.currentTime = to;
    await landed;
  }, at);
const start = (name: string) => editor().getByRole('button', { name }).click();
/** Which picture of the film a still shows. */
const pictureOf = async (name: string): Promise<number> => editor().getByRole('img', { name }).evaluate(numberIn);

test('a film is cut without loss where its true cuts are shown', async () => {
  const panel = await openEditor(film('Lighthouse.mp4').id);
  for (const at of [4.6, 9.3]) {
    await stand(at);
    await panel.getByRole('button', { name: 'Cut where the film is now' }).click();
  }
  for (const part of ['Keep part 1', 'Keep part 3']) await panel.getByRole('checkbox', { name: part }).uncheck();
  await expect(panel.getByText('Cut at keyframes: 0:04 – 0:10')).toBeVisible();
  // The pictures are those at the keyframes, not those at the places that were asked for.
  await expect.poll(() => pictureOf('First picture of part 2')).toBe(4 * rate);
  await expect.poll(() => pictureOf('Last picture of part 2')).toBe(10 * rate - 1);
  await expect(panel.getByText(/about .* free$/)).toBeVisible();
  await noSeriousFindings(page);
  await screenshot(page, 'editing-cut');
  await start('Make 1 new video');
  await expect(page.getByText('In the making')).toBeVisible();
  await expect.poll(async () => (await listed()).length, { timeout: 150_000 }).toBe(3);
  expect(await names()).toEqual(['Lighthouse - cut.mp4', 'Lighthouse.mp4', 'Long night.mp4']);

  // What is known of the film went along, and its marker is where its picture is.
  const made = (await listed()).find(({ name }) => name === 'Lighthouse - cut.mp4');
  await open(`/videos/${made?.id}`);
  await expect(page.getByText('It turns all night.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Coast' })).toBeVisible();
  await page.getByRole('tab', { name: 'Markers (1)' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('First flash');
  await stand(3.02);
  await expect.poll(() => page.locator('video').evaluate(numberIn)).toBe(7 * rate);
});

test('a part that is repeated becomes a video of its own without a new file, and is taken back', async () => {
  await open(`/videos/${film('Lighthouse.mp4').id}`);
  for (const at of [6, 12]) {
    await stand(at);
    await page.keyboard.press('r');
  }
  await page.getByRole('button', { name: 'Cut out this part …' }).click();
  const panel = editor();
  await expect(panel).toBeFocused();
  await expect(panel.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(panel.getByRole('checkbox', { name: 'Keep part 2' })).toBeChecked();
  // The others instead, at marks too, and back again.
  await panel.getByRole('button', { name: 'Swap what is kept' }).click();
  await expect(panel.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await panel.getByRole('button', { name: 'Cut at known places' }).click();
  await page.getByRole('menuitem', { name: 'Starts and ends of markers' }).click();
  await expect(panel.getByRole('list', { name: 'Parts' }).getByRole('listitem')).toHaveCount(5);
  for (const _ of [1, 2]) await panel.getByRole('button', { name: 'Undo the last change of the cuts' }).click();
  await expect(panel.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await panel.getByRole('radio', { name: 'As parts of this file' }).check();
  await noSeriousFindings(page);
  await screenshot(page, 'editing-parts');
  const before = (await listed()).length;
  await start('Make 1 video');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await expect(undo).toBeVisible();
  const part = (await listed()).find(({ name }) => name !== 'Lighthouse - cut.mp4' && films[name] === undefined);
  expect(part).toBeDefined();
  const markers = await api<{ items: { title: string; startSeconds: number }[] }>('GET', `/api/videos/${part?.id}/markers`);
  expect(markers.items).toMatchObject([{ title: 'First flash', startSeconds: expect.closeTo(1, 1) }]);
  await undo.click();
  await expect.poll(async () => (await listed()).length).toBe(before);
});

test('markers are written into a copy of the file as its chapters', async () => {
  await open(`/videos/${film('Lighthouse.mp4').id}`);
  await page.getByRole('tab', { name: 'Markers (1)' }).click();
  await page.getByRole('button', { name: 'Markers as files' }).click();
  await page.getByRole('menuitem', { name: 'Write markers into a copy of the file' }).click();
  await expect.poll(async () => (await listed()).map(({ name }) => name), { timeout: 150_000 }).toContain('Lighthouse - chapters.mp4');
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_chapters', '-of', 'json', join(folder, 'Lighthouse - chapters.mp4')]);
  const { chapters } = JSON.parse(stdout) as { chapters: { start_time: string; tags: { title: string } }[] };
  expect(chapters.map(({ start_time, tags }) => [Number(start_time), tags.title])).toEqual([
    [0, 'Start'],
    [7, 'First flash'],
  ]);
});

test('videos that are chosen in a list are joined in the order that is set', async () => {
  await open(`/videos?sort=name&q=${encodeURIComponent('library:"Cutting room" path:Lighthouse -path:chapters')}`);
  await expect(page.locator('a[data-card]')).toHaveCount(2);
  await page.locator('a[data-card="0"]').focus();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Queue, playlist or join' }).click();
  await page.getByRole('menuitem', { name: 'Join into one file …' }).click();
  const dialog = page.getByRole('dialog', { name: 'Join into one file' });
  const order = dialog.getByRole('list', { name: 'What is joined' });
  await expect(order.getByRole('listitem')).toHaveCount(2);
  await order.getByRole('button', { name: 'Move Lighthouse.mp4 up' }).click();
  await expect(order.getByRole('listitem').first()).toContainText('Lighthouse.mp4');
  await expect(dialog.getByText(/about .* free$/)).toBeVisible();
  await noSeriousFindings(page);
  await screenshot(page, 'editing-join');
  await dialog.getByRole('button', { name: 'Join 2 videos' }).click();
  await expect.poll(async () => (await listed()).map(({ name }) => name), { timeout: 150_000 }).toContain('Lighthouse - joined.mp4');
});

test('a film is converted after its cost is told; its original waits in the trash and comes back', async () => {
  const { id } = film('Lighthouse.mp4');
  const panel = await openEditor(id);
  await panel.getByRole('tab', { name: 'Convert' }).click();
  await panel.getByLabel('Quality').selectOption('Small file');
  await expect(panel.getByText(/ to .* free/)).toBeVisible();
  await expect(panel.getByText('A rough guess')).toBeVisible();
  await panel.getByRole('button', { name: 'Try some seconds of it' }).click();
  await expect(panel.getByText('By some seconds of this film that were converted to see.')).toBeVisible({ timeout: 40_000 });
  await panel.getByLabel('Put the original into the trash').check();
  await noSeriousFindings(page);
  await screenshot(page, 'editing-convert');
  await start('Make 1 new video');
  await expect.poll(async () => (await listed()).map(({ name }) => name), { timeout: 150_000 }).toContain('Lighthouse - h264.mp4');
  expect((await listed()).some((video) => video.id === id)).toBe(false);

  await open('/trash');
  const trash = page.getByRole('list', { name: 'Trash' });
  await expect(trash.getByRole('listitem')).toHaveCount(1);
  await expect(trash).toContainText('Lighthouse.mp4');
  await page.getByLabel('Delete for good by itself').selectOption('After 30 days');
  await expect(trash).toContainText('deleted in 30 days');
  await noSeriousFindings(page);
  await screenshot(page, 'trash');
  await trash.getByRole('button', { name: 'Put Lighthouse.mp4 back' }).click();
  await expect(page.getByText('Lighthouse.mp4 is back')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await expect.poll(async () => (await listed()).some((video) => video.id === id)).toBe(true);
  expect(await names()).toContain('Lighthouse.mp4');
});

test('a conversion shows how far it is, and is cancelled', async () => {
  const panel = await openEditor(film('Long night.mp4').id);
  await panel.getByRole('tab', { name: 'Convert' }).click();
  await panel.getByLabel('Codec').selectOption('HEVC, smaller, slower to make');
  await panel.getByLabel('Quality').selectOption('Fine');
  await start('Make 1 new video');
  await open('/jobs');
  const bar = page.getByRole('progressbar', { name: 'Edit file Convert Long night.mp4' });
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 40_000 }).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Cancel Edit file Convert Long night.mp4' }).click();
  await expect(bar).toHaveCount(0);
  const [job] = (await api<{ items: Job[] }>('GET', '/api/jobs?kind=transcode.edit&limit=1')).items;
  expect(job).toMatchObject({ state: 'cancelled' });
  expect((await names()).filter((name) => name.startsWith('Long'))).toEqual(['Long night.mp4']);
});

/** Goes on by Tab until something has the focus; whatever has it on the way shows that, and has a name. */
async function tabTo(target: Locator): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    const [outline, name] = await page.locator(':focus').evaluate((element) => {
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])] : [];
      const texts = [
        element.getAttribute('aria-label'),
        element.textContent,
        element.querySelector('img')?.alt,
        ...labels.map((label) => label.textContent),
      ];
      return [getComputedStyle(element).outlineStyle, texts.find((text) => text?.trim())];
    });
    expect(outline, `the focus on ${name}`).not.toBe('none');
    expect(name).toBeTruthy();
  }
  throw new Error('Tab does not lead there.');
}

test('the editor is used by keys alone, and closes with Escape', async () => {
  await open(`/videos/${film('Lighthouse.mp4').id}`);
  await stand(5);
  const more = page.getByRole('button', { name: 'More actions' });
  const openByKeys = async (): Promise<void> => {
    await page.keyboard.press('Enter');
    await expect(page.locator('[role=menu]:focus-within')).toBeVisible();
    await page.keyboard.press('e');
    await expect(page.getByRole('menuitem', { name: 'Edit file …' })).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await more.focus();
  await openByKeys();
  const panel = editor();
  await expect(panel).toBeFocused();
  const tool = (name: string) => panel.getByRole('tab', { name });
  await tabTo(tool('Cut'));
  await page.keyboard.press('ArrowRight');
  await expect(tool('Convert')).toBeFocused();
  await expect(panel.getByLabel('Codec')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  const cut = panel.getByRole('button', { name: 'Cut where the film is now' });
  await tabTo(cut);
  await page.keyboard.press('Enter');
  const parts = panel.getByRole('list', { name: 'Parts' }).getByRole('listitem');
  await expect(parts).toHaveCount(2);

  await tabTo(panel.getByRole('checkbox', { name: 'Keep part 1' }));
  await page.keyboard.press('Space');
  await expect(panel.getByRole('checkbox', { name: 'Keep part 1' })).not.toBeChecked();
  // A time that is typed is kept with Enter, and given up with Escape, which closes nothing then.
  const begins = panel.getByLabel('Part 2 begins at');
  await tabTo(begins);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('0:06');
  await page.keyboard.press('Enter');
  await expect(parts.nth(1)).toContainText('0:06 – 0:16');
  await page.keyboard.type('1');
  await page.keyboard.press('Escape');
  await expect(begins).toHaveValue('0:06');
  await expect(begins).toBeFocused();
  // What goes leaves the focus to what stays.
  await tabTo(panel.getByRole('button', { name: 'Remove the cut before part 2' }));
  await page.keyboard.press('Enter');
  await expect(parts).toHaveCount(0);
  await expect(cut).toBeFocused();
  const undo = panel.getByRole('button', { name: 'Undo the last change of the cuts' });
  await tabTo(undo);
  await page.keyboard.press('Enter');
  await expect(parts).toHaveCount(2);
  await expect(undo).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(more).toBeFocused();
  // What was cut is still there.
  await openByKeys();
  await expect(parts).toHaveCount(2);
  await expect(begins).toHaveValue('0:06');
  await page.keyboard.press('Escape');
});

test('the editor says what is the matter, and goes on when it is over', async () => {
  const refuse = (pattern: string, status: number, code: string, message: string) =>
    page.route(pattern, (route) => route.fulfill({ status, json: { error: { code, message, correlationId: '1' } } }));
  const [plans, edits] = ['**/file-edits/plan', '**/file-edits'];
  await refuse(plans, 503, 'service.unavailable', 'The service transcode does not answer at present; try again in a moment.');
  const panel = await openEditor(film('Lighthouse.mp4').id);
  await panel.getByRole('tab', { name: 'Sound alone' }).click();
  await expect(panel.getByRole('alert')).toContainText('does not answer at present');
  const make = panel.getByRole('button', { name: 'Make the file' });
  await expect(make).toBeDisabled();
  await noSeriousFindings(page);
  await screenshot(page, 'editing-away');
  await page.unroute(plans);
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.getByText(/about .* free$/)).toBeVisible();
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(panel).toBeFocused();

  // A refusal is about what was asked for.
  await refuse(edits, 507, 'edit.no_space', 'There is not enough room in /films.');
  await make.click();
  await expect(panel.getByRole('alert')).toContainText('not enough room');
  await panel.getByRole('tab', { name: 'Convert' }).click();
  await expect(panel.getByText(/ to .* free/)).toBeVisible();
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await page.unroute(edits);
});

test('seconds that are tried end when one leaves, and when one chooses something else', async () => {
  const panel = await openEditor(film('Long night.mp4').id);
  await panel.getByRole('tab', { name: 'Convert' }).click();
  await panel.getByLabel('Codec').selectOption('HEVC, smaller, slower to make');
  const isSample = (request: Request): boolean => request.url().endsWith('/plan') && request.postDataJSON().sample === true;
  const given = async (leave: () => Promise<unknown>): Promise<void> => {
    const asked = page.waitForRequest(isSample);
    await panel.getByRole('button', { name: 'Try some seconds of it' }).click();
    await asked;
    const left = page.waitForEvent('requestfailed', isSample);
    await leave();
    await left;
  };
  await given(() => panel.getByRole('button', { name: 'Stop trying' }).click());
  await given(() => panel.getByLabel('Quality').selectOption('Fine'));
  await given(() => page.keyboard.press('Escape'));
  await expect(panel).toHaveCount(0);
});

test('the trash is emptied of what is told, when one says so', async () => {
  const cut = (await listed()).find(({ name }) => name === 'Lighthouse - cut.mp4');
  const edit = { kind: 'cut', parts: [{ startSeconds: 0, endSeconds: 4 }] };
  await api('POST', `/api/videos/${cut?.id}/file-edits`, { edit, original: 'trash' });
  await open('/trash');
  await expect(page.getByText(/^1 file, [\d.]+ MB$/)).toBeVisible({ timeout: 150_000 });
  await page.getByRole('button', { name: 'Empty all' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 1 file for good?' });
  await expect(dialog).toContainText(/frees [\d.]+ MB/);
  await screenshot(page, 'trash-empty');
  await dialog.getByRole('button', { name: 'Delete 1 file' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible({ timeout: 30_000 });
  expect(await readdir(join(folder, '.reelm-trash'))).toEqual([]);
});
