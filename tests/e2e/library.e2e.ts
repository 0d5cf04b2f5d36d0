/// <reference lib="dom" />
import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startStack, type Stack } from '@reelm/local';
import { temporaryFolder, type TemporaryFolder } from '@reelm/testing';

const run = promisify(execFile);
const username = 'owner';
const password = 'a long enough password';
const media = process.env['REELM_TEST_MEDIA'];

let folder: TemporaryFolder;
let stack: Stack;
let page: Page;
const foreignRequests: string[] = [];

const generate = (name: string, ...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', ...args, join(folder.path, 'films', name)]);

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'films'));
  await generate(
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
    await copyFile(join(media ?? '', 'film', name), join(folder.path, 'films', name));
  }
  stack = await startStack({ dataDirectory: join(folder.path, 'data') });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(stack.url)) foreignRequests.push(request.url());
  });
});

test.afterAll(async () => {
  await page?.context().close();
  await stack?.stop();
  await folder?.remove();
});

const card = (name: string) => page.getByRole('link', { name: new RegExp(name) });
const noSeriousFindings = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
  ).toEqual([]);
};
const screenshot = async (name: string) => {
  const target = process.env['REELM_SCREENSHOTS'];
  if (target !== undefined) await page.screenshot({ path: join(target, `${name}.png`) });
};
const playing = () =>
  page.locator('video').evaluate((video: HTMLVideoElement) => ({ time: video.currentTime, paused: video.paused, width: video.videoWidth }));
const advances = async () => {
  const before = (await playing()).time;
  await expect.poll(async () => (await playing()).time, { timeout: 20_000 }).toBeGreaterThan(before + 0.5);
};

test('the first visit makes the administrator with the token of the server', async () => {
  await page.goto(stack.url);
  const form = page.getByRole('form', { name: 'Set up' });
  await form.getByLabel('Set-up token').fill('not the token');
  await form.getByLabel('User name').fill(username);
  await form.getByLabel('Password', { exact: true }).fill(password);
  await form.getByLabel('Repeat password', { exact: true }).fill(password);
  await form.getByRole('button', { name: 'Create administrator' }).click();
  await expect(form.getByRole('alert')).toContainText('token is wrong');
  await noSeriousFindings();
  await form.getByLabel('Set-up token').fill(stack.setupToken() ?? '');
  await form.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page).not.toHaveURL(/set-?up/);
});

test('an added folder fills the grid live', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Libraries' }).click();
  await page.getByRole('button', { name: 'Add library' }).first().click();
  const form = page.getByRole('form', { name: 'Add library' });
  await form.getByLabel('Folder', { exact: true }).fill(join(folder.path, 'nowhere'));
  await form.getByRole('button', { name: 'Add library' }).click();
  await expect(form.getByRole('alert').last()).toContainText('does not exist');
  await form.getByLabel('Folder', { exact: true }).fill(join(folder.path, 'films'));
  await form.getByLabel('Name', { exact: true }).fill('Films');
  await form.getByRole('button', { name: 'Add library' }).click();
  await expect(page.getByRole('list', { name: 'Libraries' })).toContainText('Films');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  // Nobody reloads: names come with the scan, covers with the analysis.
  await expect(card('Harbour at dawn')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => page.locator('img[src*="/cover"]').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await noSeriousFindings();
});

test('the library looks right on desktop and phone', async () => {
  await expect
    .poll(() =>
      page
        .locator('img[src*="/cover"]')
        .evaluateAll((images: HTMLImageElement[]) => images.every((image) => image.complete && image.naturalWidth > 0)),
    )
    .toBe(true);
  await expect(page.getByText('0:12')).toBeVisible();
  await screenshot('library-desktop');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(card('Harbour at dawn')).toBeVisible();
  // Nothing sticks out at the side.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await noSeriousFindings();
  await screenshot('library-phone');
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('searching narrows the grid, and a mistake is explained', async () => {
  const search = page.getByLabel('Search videos');
  await search.fill('mountain');
  await expect(card('Harbour at dawn')).toBeHidden();
  await expect(card('Mountain road')).toBeVisible();
  await expect(page).toHaveURL(/q=mountain/);
  await search.fill('ratng>80');
  await expect(page.getByText(/did you mean/i).first()).toBeVisible();
  await search.fill('duration:10s..1m harbour');
  await expect(card('Harbour at dawn')).toBeVisible();
});

test('filters, facets and order are steps that Back takes again', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  await expect(card('Mountain road')).toBeVisible();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Filter by' }).fill('duration');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'under 10 min' }).click();
  await noSeriousFindings();
  await page.getByRole('button', { name: 'Add filter' }).click();
  const filters = page.getByRole('list', { name: 'Filters' });
  await expect(filters).toContainText('duration');

  await page.getByRole('button', { name: 'Facets' }).click();
  const facet = page.getByRole('region', { name: 'codec' }).getByRole('button', { name: /^h264/ });
  await facet.click();
  await expect(facet).toHaveAttribute('aria-pressed', 'true');
  await expect(card('Mountain road')).toBeHidden();
  await expect(card('Harbour at dawn')).toBeVisible();
  await expect(filters).toContainText('codec');
  await noSeriousFindings();
  await screenshot('library-facets');

  await page.getByRole('button', { name: /^Sort by Added/ }).click();
  await page.getByRole('menuitem', { name: 'Name' }).click();
  await expect(page).toHaveURL(/sort=name/);
  await card('Harbour at dawn').click();
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
  await page.goBack();
  await expect(filters).toContainText('codec');
  await expect(page.getByRole('button', { name: /^Sort by Name/ })).toBeVisible();
  // Each choice was a step: the order, the facet, the filter.
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Sort by Added/ })).toBeVisible();
  await page.goBack();
  await expect(card('Mountain road')).toBeVisible();
  await expect(filters).toContainText('duration');
  // The chip alone, by keyboard.
  await filters.getByRole('button', { name: /edit$/ }).focus();
  await page.keyboard.press('-');
  await expect(page).toHaveURL(/q=-duration/);
  await page.keyboard.press('Backspace');
  await expect(filters).toBeHidden();
});

test('many are chosen by keys, and all that match by one', async () => {
  await page.goto(`${stack.url}/videos`);
  const link = page.getByRole('list', { name: 'videos' }).getByRole('link').first();
  await link.focus();
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+X');
  await expect(bar).toContainText('2 selected');
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText(/^All \d+ selected/);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('every kind of entity has the same page', async () => {
  for (const [name, one] of [
    ['Performers', 'performer'],
    ['Studios', 'studio'],
    ['Tags', 'tag'],
    ['Groups', 'group'],
  ] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name: `No ${name.toLowerCase()} yet` })).toBeVisible();
    await page
      .getByRole('button', { name: `New ${one}` })
      .last()
      .click();
    await page.getByLabel('Name', { exact: true }).fill(`Some ${one}`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
    await expect(card(`Some ${one}`)).toBeVisible();
    await noSeriousFindings();
  }
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Markers' }).click();
  await expect(page.getByRole('heading', { name: 'No markers yet' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
});

test('an H.264 file plays, is steered by keys and scrubbed with pictures', async () => {
  await card('Harbour at dawn').click();
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Harbour at dawn/ })).toBeVisible();
  await noSeriousFindings();
  await page.keyboard.press('Space');
  await advances();
  expect((await playing()).width).toBe(640);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await playing()).paused).toBe(true);
  await page.keyboard.press('5');
  await expect.poll(async () => (await playing()).time).toBeCloseTo(6, 0);
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await playing()).time).toBeGreaterThan(10);
  await page.keyboard.press('m');
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.muted)).toBe(true);
  const bar = await page.getByRole('slider', { name: 'Position' }).boundingBox();
  if (bar === null) throw new Error('no seek bar');
  await page.mouse.move(bar.x + bar.width * 0.75, bar.y + bar.height / 2);
  const preview = page.getByTestId('seek-preview');
  await expect(preview).toContainText('0:09');
  expect(Number(await preview.locator('[data-cell]').getAttribute('data-cell'))).toBeGreaterThan(0);
  await screenshot('video-desktop');
});

test('the title is edited in place and stays', async () => {
  await page.getByRole('button', { name: 'Edit title' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Morning in the harbour');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Morning in the harbour' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Morning in the harbour' })).toBeVisible();
});

test('a WebM file plays as well', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  await card('Mountain road').click();
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
  await page.keyboard.press('k');
  await advances();
});

test('jobs and status tell what was done and what runs', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Jobs' }).click();
  await page.getByRole('tab', { name: 'Done' }).click();
  await expect(page.getByText('Films').first()).toBeVisible();
  await noSeriousFindings();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Status' }).click();
  for (const service of ['catalog', 'ingest', 'transcode', 'faces', 'stashbox'])
    await expect(page.getByText(service, { exact: false }).first()).toBeVisible();
  await expect(page.getByText(/ffmpeg/i).first()).toBeVisible();
  await noSeriousFindings();
});

test('signing out ends the session, and signing in returns to the place', async () => {
  await page.getByRole('button', { name: 'User menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
  await page.goto(`${stack.url}/jobs`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/jobs/);
});

test('no request ever left for another host', () => {
  expect(foreignRequests).toEqual([]);
});
