/// <reference lib="dom" />
import { expect, type Page } from '@playwright/test';
import { noSeriousFindings, openPage, screenshot, signedIn, test, type Api, type House } from './house.js';

let house: House;
let page: Page;
/** What the walk is not about is done by the API. */
let api: Api;

test.describe.configure({ mode: 'serial' });

const videos = async (q = '') =>
  (await api<{ items: { id: string; name: string }[] }>('GET', `/api/videos?sort=name&q=${encodeURIComponent(q)}`)).items;

/** How many have the tag that the bulk editor gives. */
const tagged = async (): Promise<number> => {
  const { items } = await api<{ items: unknown[] }>('GET', '/api/tags?q=%22From%20the%20table%22');
  return items.length === 0 ? 0 : (await videos('tag:"From the table"')).length;
};

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(180_000);
  house = opened;
  page = await openPage(browser, house);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  api = await signedIn(page, house);
  const { items: libraries } = await api<{ items: unknown[] }>('GET', '/api/libraries');
  if (libraries.length === 0) await api('POST', '/api/libraries', { name: 'Films', path: house.films });
  await expect.poll(async () => (await videos('state:ready')).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  for (const { id } of await videos()) await api('PATCH', `/api/videos/${id}`, { date: null, organised: false });
});

test.afterAll(() => page.context().close());

test('the list is a table: sorted by its heads, edited, pasted over and undone', async () => {
  await page.goto(`${house.stack.url}/videos`);
  await page.getByRole('radio', { name: 'List' }).click();
  const grid = page.getByRole('grid', { name: 'videos' });
  const place = async (name: string) => Number(await grid.getByRole('columnheader', { name }).getAttribute('data-column'));
  const cell = (row: number, column: number) => grid.locator(`[data-row="${row}"] [data-column="${column}"]`);
  await grid.getByRole('columnheader', { name: 'Title' }).getByRole('button').first().click();
  await expect(page).toHaveURL(/sort=name/);
  await expect(grid.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'ascending');
  await grid
    .getByRole('columnheader', { name: 'Rating' })
    .getByRole('button')
    .first()
    .click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=name(,|%2C)-rating/);
  await noSeriousFindings(page);

  const date = await place('Date');
  await cell(0, date).click();
  await page.keyboard.type('2019-06');
  await page.keyboard.press('Enter');
  await expect(cell(0, date)).toHaveText('2019-06');
  await expect(cell(1, date)).toBeFocused();
  // What cannot be saved stays at its cell, and says why.
  await page.keyboard.press('F2');
  await page.keyboard.type('2019-02-31');
  await page.keyboard.press('Tab');
  await expect(cell(1, date)).toHaveAttribute('aria-invalid', 'true');
  await expect(cell(1, date)).toContainText('not in the calendar');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(cell(1, date)).not.toHaveAttribute('aria-invalid');
  await screenshot(page, 'table');

  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ControlOrMeta+c');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ControlOrMeta+v');
  await expect(cell(1, date)).toHaveText('2019-06');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Undone')).toBeVisible();
  await expect(cell(1, date)).toHaveText('');
  await expect(cell(0, date)).toHaveText('2019-06');

  // The same for many is one bulk edit, and one undo.
  const organised = await place('Organised');
  await cell(0, organised).click();
  await page.keyboard.press('Space');
  await expect(cell(0, organised).getByRole('img', { name: 'Yes' })).toBeVisible();
  await cell(0, date).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Delete');
  await expect(cell(0, date)).toHaveText('');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(cell(0, date)).toHaveText('2019-06');

  // Columns are hidden and moved by menus, too, and the address keeps them.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Rating' }).click();
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('columnheader', { name: 'Rating' })).toBeHidden();
  await page.reload();
  await expect(cell(0, date)).toHaveText('2019-06');
  await expect(grid.getByRole('columnheader', { name: 'Rating' })).toBeHidden();
  await noSeriousFindings(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('list', { name: 'videos' }).getByRole('listitem').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await noSeriousFindings(page);
  await screenshot(page, 'table-phone');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('radio', { name: 'Grid' }).click();
});

test('all that match are changed together: counted first, then done, then undone', async () => {
  await page.goto(`${house.stack.url}/videos`);
  const before = await tagged();
  for (const { id } of await videos()) await api('PATCH', `/api/videos/${id}`, { organised: false });
  await page.getByRole('list', { name: 'videos' }).getByRole('link').first().focus();
  await page.keyboard.press('ControlOrMeta+a');
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await expect(bar).toContainText(/^All \d+ selected/);
  await bar.getByRole('button', { name: 'Edit' }).click();
  const sheet = page.getByRole('dialog', { name: /^Edit \d+ videos/ });
  await sheet.getByLabel('Tags: what to do').selectOption('Add');
  // What is not said cannot be done.
  await sheet.getByRole('button', { name: 'See what changes' }).click();
  await expect(sheet.getByRole('alert')).toContainText('Say what');
  await sheet.getByRole('combobox', { name: 'Tags to add' }).fill('From the table');
  await page.getByRole('option', { name: 'New tag From the table' }).click();
  await expect(sheet.getByRole('button', { name: 'Remove From the table' })).toBeVisible();
  await sheet.getByRole('button', { name: 'See what changes' }).click();
  await expect(sheet.getByRole('status')).toContainText(/^(\d+) of \1 videos will change/);
  await noSeriousFindings(page);
  await screenshot(page, 'bulk-editor');
  expect(await tagged()).toBe(before);
  await sheet.getByRole('button', { name: /^Change \d+ videos/ }).click();
  await expect(sheet).toBeHidden();
  await expect(bar).toBeHidden();
  await expect.poll(tagged).toBe((await videos()).length);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone')).toBeVisible();
  await expect.poll(tagged).toBe(before);

  // Of a few, the sheet knows what they have in common.
  await page.getByRole('list', { name: 'videos' }).getByRole('link').first().focus();
  await page.keyboard.press('x');
  await bar.getByRole('button', { name: 'Edit' }).click();
  const one = page.getByRole('dialog', { name: 'Edit 1 video' });
  await one.getByLabel('Organised: what to do').selectOption('No');
  await one.getByRole('button', { name: 'See what changes' }).click();
  await expect(one.getByRole('status')).toContainText('so already');
  await expect(one.getByRole('button', { name: /^Change 0/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(one).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});
