/// <reference lib="dom" />
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { noSeriousFindings, openPage, password, screenshot, test, username, type House } from './house.js';

let house: House;
let page: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser, house: opened }) => {
  house = opened;
  page = await openPage(browser, house);
});

test.afterAll(() => page?.context().close());

const card = (name: string) => page.getByRole('link', { name: new RegExp(name) });
const playing = () =>
  page.locator('video').evaluate((video: HTMLVideoElement) => ({ time: video.currentTime, paused: video.paused, width: video.videoWidth }));
const advances = async () => {
  const before = (await playing()).time;
  await expect.poll(async () => (await playing()).time, { timeout: 20_000 }).toBeGreaterThan(before + 0.5);
};

test('the first visit makes the administrator with the token of the server', async () => {
  await page.goto(house.stack.url);
  const form = page.getByRole('form', { name: 'Set up' });
  await form.getByLabel('Set-up token').fill('not the token');
  await form.getByLabel('User name').fill(username);
  await form.getByLabel('Password', { exact: true }).fill(password);
  await form.getByLabel('Repeat password', { exact: true }).fill(password);
  await form.getByRole('button', { name: 'Create administrator' }).click();
  await expect(form.getByRole('alert')).toContainText('token is wrong');
  await noSeriousFindings(page);
  await form.getByLabel('Set-up token').fill(house.stack.setupToken() ?? '');
  await form.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page).not.toHaveURL(/set-?up/);
});

test('an added folder fills the grid live', async () => {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Libraries' }).click();
  await page.getByRole('button', { name: 'Add library' }).first().click();
  const form = page.getByRole('form', { name: 'Add library' });
  await form.getByLabel('Folder', { exact: true }).fill(join(house.folder, 'nowhere'));
  await form.getByRole('button', { name: 'Add library' }).click();
  await expect(form.getByRole('alert').last()).toContainText('does not exist');
  await form.getByLabel('Folder', { exact: true }).fill(house.films);
  await form.getByLabel('Name', { exact: true }).fill('Films');
  await form.getByRole('button', { name: 'Add library' }).click();
  await expect(page.getByRole('list', { name: 'Libraries' })).toContainText('Films');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
  // Nobody reloads: names come with the scan, covers with the analysis.
  await expect(card('Harbour at dawn')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => page.locator('img[src*="/cover"]').count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  await noSeriousFindings(page);
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
  await screenshot(page, 'library-desktop');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(card('Harbour at dawn')).toBeVisible();
  // Nothing sticks out at the side.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await noSeriousFindings(page);
  await screenshot(page, 'library-phone');
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
  await noSeriousFindings(page);
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
  await noSeriousFindings(page);
  await screenshot(page, 'library-facets');

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
  await page.goto(`${house.stack.url}/videos`);
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
    await noSeriousFindings(page);
  }
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Markers' }).click();
  await expect(page.getByRole('heading', { name: 'No markers yet' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Videos' }).click();
});

test('an H.264 file plays, is steered by keys and scrubbed with pictures', async () => {
  await card('Harbour at dawn').click();
  await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Harbour at dawn/ })).toBeVisible();
  await noSeriousFindings(page);
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
  await screenshot(page, 'video-desktop');
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
  await noSeriousFindings(page);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Status' }).click();
  for (const service of ['catalog', 'ingest', 'transcode', 'faces', 'stashbox'])
    await expect(page.getByText(service, { exact: false }).first()).toBeVisible();
  await expect(page.getByText(/ffmpeg/i).first()).toBeVisible();
  await noSeriousFindings(page);
});

test('signing out ends the session, and signing in returns to the place', async () => {
  await page.getByRole('button', { name: 'User menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible();
  await page.goto(`${house.stack.url}/jobs`);
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/jobs/);
});
