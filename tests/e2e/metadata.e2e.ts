/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test';
import { noSeriousFindings, openPage, screenshot, signedIn, test, type Api, type House } from './house.js';

let house: House;
let page: Page;
/** What the walk is not about is done by the API. */
let api: Api;

test.describe.configure({ mode: 'serial' });

const listed = async <T = { id: string; name: string }>(path: string): Promise<T[]> => (await api<{ items: T[] }>('GET', path)).items;
const open = (path: string) => page.goto(`${house.stack.url}${path}`);

/** The two films that are always there. */
let films: { first: string; second: string };

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(180_000);
  house = opened;
  page = await openPage(browser, house);
  api = await signedIn(page, house);
  if ((await listed('/api/libraries')).length === 0) await api('POST', '/api/libraries', { name: 'Films', path: house.films });
  await expect.poll(async () => (await listed('/api/videos?q=state:ready')).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  const idOf = async (path: string) => (await listed(`/api/videos?q=path:"${path}"`))[0]?.id ?? '';
  films = { first: await idOf('Harbour at dawn'), second: await idOf('Mountain road') };
});

test.afterAll(() => page?.context().close());

const actions = async (name: RegExp) => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name }).click();
};

test('a performer gets a picture, appears in a video, and is counted on the card', async () => {
  await open('/performers');
  await page.getByRole('button', { name: 'New performer' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Ada Lake');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { name: 'Ada Lake', level: 1 })).toBeVisible();
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 300 } });
  await page.locator('input[type=file]').setInputFiles({ name: 'ada.png', mimeType: 'image/png', buffer: picture });
  await expect(page.getByRole('img', { name: 'Ada Lake' })).toBeVisible();

  await open(`/videos/${films.second}`);
  await page.getByRole('button', { name: 'Add performers' }).click();
  await page.getByRole('combobox', { name: 'Performers' }).fill('ada');
  await page.getByRole('option', { name: /^Ada Lake/ }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Performers' })).toContainText('Ada Lake');
  // Whoever saves goes on where the editing began.
  await expect(page.getByRole('button', { name: 'Edit performers' })).toBeFocused();
  await noSeriousFindings(page);

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Performers' }).click();
  const card = page.getByRole('article', { name: 'Ada Lake' });
  await expect(card).toContainText('1 video');
  await expect(card.locator('img')).toHaveAttribute('src', /\/picture/);
});

test('a merge loses nothing', async () => {
  const [ada] = await listed('/api/performers?q="Ada Lake"');
  const other = await api('POST', '/api/performers', { name: 'A. Lake', urls: ['https://example.org/a-lake'], details: 'Sails.' });
  await api('PATCH', `/api/videos/${films.first}`, { credits: [{ performerId: other.id, creditedAs: 'Captain' }] });
  await api('POST', '/api/markers', { videoId: films.first, startSeconds: 3, title: 'Sets sail', performerIds: [other.id] });

  await open(`/performers/${ada?.id}`);
  await actions(/^Merge/);
  await page.getByRole('combobox', { name: 'Other performers' }).fill('lake');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What moves' })).toContainText('1 video, 1 marker and 1 link move');
  await noSeriousFindings(page);
  await page.getByRole('button', { name: 'Merge performer' }).click();

  await expect(page.getByText('Also A. Lake')).toBeVisible();
  await expect(page.getByText('Sails.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'example.org/a-lake' })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Ada Lake' })).toBeVisible();
  const tabs = page.getByRole('navigation', { name: 'About Ada Lake' });
  await expect(tabs.getByRole('link', { name: 'Videos 2' })).toBeVisible();
  await screenshot(page, 'performer-desktop');
  await tabs.getByRole('link', { name: 'Markers 1' }).click();
  await expect(page.getByRole('link', { name: /^Sets sail/ })).toBeVisible();
  // What pointed at the other one leads here.
  await open(`/performers/${other.id}`);
  await expect(page).toHaveURL(new RegExp(`/performers/${ada?.id}`));
  await open(`/videos/${films.first}`);
  await expect(page.getByRole('list', { name: 'Performers' })).toContainText('Ada Lake as Captain');
});

test('of two who edit the same thing, the second decides with both values in sight', async () => {
  const [ada] = await listed('/api/performers?q="Ada Lake"');
  await open(`/performers/${ada?.id}`);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Disambiguation').fill('the sailor');
  await api('PATCH', `/api/performers/${ada?.id}`, { disambiguation: 'the painter' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = page.getByRole('alert').filter({ hasText: 'Somebody changed this performer meanwhile' });
  await expect(conflict).toContainText('the painter');
  await expect(conflict).toContainText('the sailor');
  await noSeriousFindings(page);
  await conflict.getByRole('button', { name: 'Save mine' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('the sailor');
});

test('a saved view becomes a row of the home page', async () => {
  await open(`/videos?${new URLSearchParams({ q: 'path:mountain' })}`);
  const choose = async (item: RegExp) => {
    await page.getByRole('button', { name: /^Views/ }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose(/^Save as a new view/);
  await page.getByLabel('Name', { exact: true }).fill('High up');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Views: High up' })).toBeVisible();
  await choose(/^Pin to the home page/);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
  const row = page.getByRole('region', { name: 'High up' });
  await expect(row.getByRole('article', { name: /Mountain road/ })).toBeVisible();
  await noSeriousFindings(page);
  await row.getByRole('link', { name: 'High up' }).click();
  await expect(page).toHaveURL(/\/videos\?q=path/);
});

test('what the statistics count is one step away', async () => {
  await open('/statistics');
  await page.getByRole('region', { name: 'Codecs' }).getByRole('link', { name: /^h264/ }).click();
  await expect(page).toHaveURL(/codec/);
  await expect(page.getByRole('list', { name: 'videos' }).getByRole('link')).not.toHaveCount(0);
});

test('a shortcut can have another key', async () => {
  await open('/settings');
  await page.getByRole('searchbox', { name: 'Find a setting' }).fill('blur');
  await page.getByRole('button', { name: 'Add keys for Blur or show all pictures' }).click();
  await page.keyboard.press('y');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Take y away from Blur or show all pictures' })).toBeVisible();
  await noSeriousFindings(page);
  await page.keyboard.press('y');
  await expect(page.locator('html')).toHaveAttribute('data-blur', 'true');
  // It follows the user, not the window.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-blur', 'true');
  await page.keyboard.press('y');
  await expect(page.locator('html')).not.toHaveAttribute('data-blur', 'true');
});

for (const [screen, size] of Object.entries({ phone: { width: 390, height: 844 }, television: { width: 1920, height: 1080 } }))
  test(`keys alone lead through a ${screen}`, async () => {
    const [ada] = await listed('/api/performers?q="Ada Lake"');
    await page.setViewportSize(size);
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement ?? document.body;
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return {
          name: element.getAttribute('aria-label') ?? element.textContent,
          ring: getComputedStyle(element).outlineStyle,
          seen: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
        };
      });
    await open('/');
    const cards = page.getByRole('main').locator('[data-card]');
    await cards.first().waitFor();
    await page.evaluate(() => document.querySelector<HTMLElement>('main h2 a')?.focus());
    await page.keyboard.press('Tab');
    while (!(await page.evaluate(() => document.activeElement?.matches('[data-card]')))) await page.keyboard.press('Tab');
    const before = await focused();
    await page.keyboard.press('ArrowRight');
    const after = await focused();
    expect(after).toMatchObject({ ring: 'solid', seen: true });
    expect(after.name).not.toBe(before.name);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/videos\/./);
    await expect(page.getByRole('region', { name: 'Player' })).toBeVisible();

    for (const path of [
      `/videos/${films.first}`,
      `/performers/${ada?.id}`,
      '/markers?layout=wall',
      '/statistics',
      '/settings',
      '/suggestions',
    ]) {
      await open(path);
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).not.toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} sticks out`).toBeLessThanOrEqual(0);
      await noSeriousFindings(page);
      await screenshot(page, `${path.split(/[/?]/)[1]}-${screen}`);
    }
  });
