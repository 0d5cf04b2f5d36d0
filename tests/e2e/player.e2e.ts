/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import { expect, type Browser, type Page } from '@playwright/test';
import { noSeriousFindings, openPage, screenshot, signedIn, test, type Api, type House } from './house.js';

let house: House;
let page: Page;
/** What the walk is not about is done by the API. */
let api: Api;

test.describe.configure({ mode: 'serial' });

const listed = async <T = { id: string; name: string }>(path: string): Promise<T[]> => (await api<{ items: T[] }>('GET', path)).items;
const open = (path: string) => page.goto(`${house.stack.url}${path}`);

let films: { harbour: string; mountain: string };

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(180_000);
  house = opened;
  page = await openPage(browser, house);
  api = await signedIn(page, house);
  if ((await listed('/api/libraries')).length === 0) await api('POST', '/api/libraries', { name: 'Films', path: house.films });
  await expect.poll(async () => (await listed('/api/videos?q=state:ready')).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2);
  const idOf = async (path: string) => (await listed(`/api/videos?q=path:"${path}"`))[0]?.id ?? '';
  films = { harbour: await idOf('Harbour at dawn'), mountain: await idOf('Mountain road') };
  // What other walks left there.
  for (const { id } of await listed(`/api/videos/${films.harbour}/markers`)) await api('DELETE', `/api/markers/${id}`);
});

test.afterAll(() => page?.context().close());

const film = (on = page) =>
  on.locator('video').evaluate((video: HTMLVideoElement) => ({
    time: video.currentTime,
    paused: video.paused,
    rate: video.playbackRate,
    frames: video.getVideoPlaybackQuality().totalVideoFrames,
    muted: video.muted,
    volume: video.volume,
    transform: video.style.transform,
    filter: video.parentElement?.style.filter ?? '',
  }));
const time = async () => (await film()).time;
/** The film is loaded and its keys are listened for. */
const ready = (on = page) =>
  expect.poll(() => on.locator('video').evaluate((video: HTMLVideoElement) => video.readyState), { timeout: 20_000 }).toBeGreaterThan(1);
const openFilm = async (id: string) => {
  await open(`/videos/${id}?t=0`);
  await ready();
};
const says = (text: string | RegExp) =>
  expect(page.getByRole('region', { name: 'Player' }).getByRole('status').first()).toContainText(text);

test('pictures advance, and a seek lands where it was asked for', async () => {
  await openFilm(films.harbour);
  await page.keyboard.press('k');
  const before = (await film()).frames;
  await expect.poll(async () => (await film()).frames, { timeout: 20_000 }).toBeGreaterThan(before + 10);
  await page.keyboard.press('k');
  for (const [key, seconds] of [
    ['7', 8.4],
    ['2', 2.4],
    ['9', 10.8],
    ['0', 0],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(time).toBeGreaterThan(seconds - 0.5);
    expect(Math.abs((await time()) - seconds)).toBeLessThan(0.5);
  }
  // One picture of a film with 25 in a second.
  await page.keyboard.press('.');
  await expect.poll(time).toBeCloseTo(0.04, 2);
  await page.keyboard.press(',');
  await expect.poll(time).toBeCloseTo(0, 2);
});

test('everything about the picture and the sound answers to keys and stays', async () => {
  await page.keyboard.press('>');
  await says('1.25×');
  expect((await film()).rate).toBe(1.25);
  await page.keyboard.press('=');
  expect((await film()).rate).toBe(1);
  await page.keyboard.press('ArrowDown');
  await says('Volume 95 %');
  await page.keyboard.press('t');
  await says('Turned by 90°');
  await page.keyboard.press('+');
  await page.keyboard.press('z');
  await says('Fill the frame');
  expect((await film()).transform).toContain('rotate(90deg) scale(1.1)');

  await page.keyboard.press('s');
  const panel = page.getByRole('dialog', { name: 'Player settings' });
  await expect(panel.getByRole('button', { name: /^Quality/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(panel.getByRole('button', { name: /^Colours: back/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect((await film()).filter).toBe('brightness(1.1)');
  for (let line = 0; line < 4; line += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect((await film()).filter).toMatch(/^brightness\(1\.1\) url/);
  await noSeriousFindings(page);
  await screenshot(page, 'player-colours');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Player settings' })).toBeFocused();

  await page.reload();
  await ready();
  expect(await film()).toMatchObject({ volume: 0.95, filter: expect.stringContaining('brightness(1.1)') });
  // Another video looks as usual: it was for this one alone.
  await openFilm(films.mountain);
  expect((await film()).filter).toBe('none');
  await openFilm(films.harbour);
  await page.keyboard.press('s');
  await panel.getByRole('button', { name: /^Shape and turn/ }).click();
  await panel.getByRole('button', { name: 'As it was' }).click();
  await page.keyboard.press('Escape');
  expect((await film()).transform).toBe('translate(-50%, -50%)');
});

test('a stretch is repeated, between two presses of a key', async () => {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('2');
  await expect.poll(time).toBeCloseTo(2.4, 1);
  await page.keyboard.press('r');
  await page.locator('video').evaluate((video: HTMLVideoElement) => void (video.currentTime = 3.4));
  await page.keyboard.press('r');
  await says('Repeat up to');
  // Its end is where it begins again.
  await expect.poll(time).toBeCloseTo(2.4, 1);
  await page.keyboard.press('k');
  const turns = await page.locator('video').evaluate(
    (video: HTMLVideoElement) =>
      new Promise<[furthest: number, back: number][]>((resolve) => {
        const seen: [number, number][] = [];
        let furthest = 0;
        video.addEventListener('timeupdate', () => (furthest = video.seeking ? furthest : Math.max(furthest, video.currentTime)));
        video.addEventListener('seeking', () => {
          seen.push([furthest, video.currentTime]);
          if (seen.length === 2) resolve(seen);
        });
      }),
  );
  for (const [furthest, back] of turns) {
    expect(furthest).toBeLessThan(3.9);
    expect(back).toBeCloseTo(2.4, 1);
  }
  await page.keyboard.press('k');
  await page.keyboard.press('r');
  await expect(page.getByTestId('loop')).toBeHidden();
});

test('a moment is marked by key, its ends are moved, and it goes to a file and back', async () => {
  await page.keyboard.press('5');
  await expect.poll(time).toBeCloseTo(6, 1);
  await page.getByRole('tab', { name: /^Markers/ }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Title' }).fill('The bell');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const list = page.getByRole('region', { name: 'Markers' });
  await expect(list).toContainText('The bell');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('7');
  await expect.poll(time).toBeCloseTo(8.4, 1);
  await page.keyboard.press('e');
  await expect(list).toContainText('0:06 – 0:08');

  const end = page.getByRole('slider', { name: 'End of The bell' });
  await end.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(end).toHaveAttribute('aria-valuenow', '9.4');
  const markers = () => listed<{ name: string; startSeconds: number; endSeconds: number }>(`/api/videos/${films.harbour}/markers`);
  await expect.poll(async () => (await markers())[0]?.endSeconds).toBe(9.4);
  const start = page.getByRole('slider', { name: 'Start of The bell' });
  await expect(start).toBeVisible();
  const [box, whole] = [await start.boundingBox(), await page.getByRole('group', { name: 'Timeline' }).boundingBox()];
  if (!box || !whole) throw new Error('no timeline');
  await page.mouse.move(box.x + 3, box.y + 8);
  await page.mouse.down();
  await page.mouse.move(whole.x + whole.width / 4, box.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await markers())[0]?.startSeconds).toBeCloseTo(3, 0);
  await noSeriousFindings(page);
  await screenshot(page, 'player-markers');

  await page.getByRole('button', { name: 'Markers as files' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save markers as WebVTT chapters' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toContain('The bell');
  await page.getByRole('button', { name: 'Markers as files' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: 'Take chapters from a file' }).click();
  await (await chooser).setFiles({ name: 'film.vtt', mimeType: 'text/vtt', buffer: Buffer.from(text) });
  await expect(page.getByRole('list', { name: 'Chapters' })).toContainText('The bell');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('0');
  await expect.poll(time).toBeCloseTo(0, 1);
  await page.keyboard.press('Control+ArrowRight');
  await says('The bell');
});

test('a part of the timeline is as large as it takes to be exact, by keys, wheel and buttons', async () => {
  const timeline = page.getByRole('group', { name: 'Timeline' });
  const strip = timeline.getByTestId('timeline-film');
  /** How many times larger than all of the film. */
  const scale = async () => Math.round(((await strip.boundingBox())?.width ?? 0) / ((await timeline.boundingBox())?.width ?? 1));
  await page.keyboard.press('7');
  await expect.poll(time).toBeCloseTo(8.4, 1);
  expect(await scale()).toBe(1);
  await page.keyboard.press('i');
  await page.keyboard.press('i');
  await expect.poll(scale).toBe(4);
  // The sound of that part is listened to anew, where the film has any.
  await expect(timeline.locator('[data-strip="Loudness in detail"] path')).toBeAttached();
  await expect(timeline.getByRole('slider', { name: 'Shown part of the film' })).toHaveAttribute('aria-valuetext', /^0:06 to 0:0\d$/);

  // A hundredth of a second, and with Shift a tenth.
  const end = page.getByRole('slider', { name: 'End of The bell' });
  await end.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(end).toHaveAttribute('aria-valuenow', '9.51');
  await expect.poll(async () => (await listed<{ endSeconds: number }>(`/api/videos/${films.harbour}/markers`))[0]?.endSeconds).toBe(9.51);

  // What the keys reach is seen, also where it lay outside.
  const start = page.getByRole('slider', { name: 'Start of The bell' });
  await start.focus();
  const inSight = async () => {
    const [one, all] = [await start.boundingBox(), await timeline.boundingBox()];
    return one !== null && all !== null && one.x >= all.x - 2 && one.x + one.width <= all.x + all.width + 2;
  };
  await expect.poll(inSight).toBe(true);

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('5');
  await page.keyboard.press('r');
  await page.keyboard.press('6');
  await expect.poll(time).toBeCloseTo(7.2, 1);
  await page.keyboard.press('r');
  const repeat = timeline.getByRole('slider', { name: 'End of the repeat' });
  await expect(repeat).toHaveAttribute('aria-valuenow', '7.2');
  await repeat.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(repeat).toHaveAttribute('aria-valuenow', '7.19');
  await noSeriousFindings(page);
  await screenshot(page, 'player-timeline');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('r');
  await expect(repeat).toBeHidden();

  const place = await timeline.boundingBox();
  if (!place) throw new Error('no timeline');
  await page.mouse.move(place.x + place.width / 2, place.y + 8);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 2_000);
  await page.keyboard.up('Control');
  await expect.poll(scale).toBe(1);
  await timeline.getByRole('button', { name: 'Show a part of the film' }).click();
  await expect.poll(scale).toBe(2);
  await page.keyboard.press('o');
  await expect.poll(scale).toBe(1);
});

test('forward takes a random video, back the way one came', async () => {
  await page.keyboard.press('w');
  await expect(page).not.toHaveURL(new RegExp(films.harbour));
  await ready();
  // It plays by itself.
  await expect.poll(async () => (await film()).paused).toBe(false);
  await page.keyboard.press('q');
  await expect(page).toHaveURL(new RegExp(films.harbour));
});

test('chosen videos are played one after the other, and kept as a playlist', async () => {
  await open('/videos?q=path:Harbour OR path:Mountain&sort=name');
  const list = page.getByRole('list', { name: 'videos' });
  await list.getByRole('link').first().focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('toolbar', { name: 'Selection' });
  await bar.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page).toHaveURL(/\/videos\/[^?]+\?queue=1/);
  await ready();
  // It plays by itself; what is looked at first takes longer than the film.
  await page.keyboard.press('k');
  await expect.poll(async () => (await film()).paused).toBe(true);
  await page.getByRole('tab', { name: 'Queue (1 of 2)' }).click();
  const queue = page.getByRole('list', { name: 'Queue' });
  await expect(queue.getByRole('listitem')).toHaveCount(2);
  await noSeriousFindings(page);
  await screenshot(page, 'player-queue');
  const first = page.url();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('9');
  await page.keyboard.press('k');
  // Its end leads to the next.
  await expect(page).toHaveURL(/queue=2/, { timeout: 20_000 });
  await page.goBack();
  await expect(page).toHaveURL(first);
  await page.getByRole('tab', { name: /^Queue/ }).click();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.getByRole('textbox', { name: 'New playlist' }).fill('Two films');
  await page.getByRole('button', { name: 'Make' }).click();
  await expect(page.getByText('2 videos put into Two films')).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Playlists' }).click();
  await noSeriousFindings(page);
  await page.getByRole('link', { name: 'Two films' }).click();
  const items = page.getByRole('list', { name: 'Videos of Two films' }).getByRole('listitem');
  await expect(items).toHaveCount(2);
  const before = await items.first().innerText();
  await items.first().getByRole('button', { name: /down$/ }).click();
  await expect.poll(() => items.nth(1).innerText()).toContain(before.split('\n').at(-1) ?? '');
  await items
    .first()
    .getByRole('button', { name: /^Choose a part/ })
    .click();
  await page.getByRole('textbox', { name: 'From' }).fill('0:02');
  await page.getByRole('textbox', { name: 'To' }).fill('0:04');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(items.first()).toContainText('0:02 – 0:04');
  await noSeriousFindings(page);
  await screenshot(page, 'playlist');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await ready();
  // The clip begins where it is to begin, and its end leads on.
  expect(await time()).toBeGreaterThanOrEqual(1.9);
  await expect(page).toHaveURL(/queue=2/, { timeout: 20_000 });
});

const touching = async (browser: Browser, width: number, height: number): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: true,
    isMobile: true,
    storageState: await page.context().storageState(),
  });
  return context.newPage();
};

test('fingers skip by a double tap and swipe through the film', async ({ browser }) => {
  const phone = await touching(browser, 390, 844);
  await phone.goto(`${house.stack.url}/videos/${films.harbour}?t=1`);
  await ready(phone);
  const box = await phone.locator('video').boundingBox();
  if (!box) throw new Error('no film');
  const tap = (x: number) => phone.touchscreen.tap(box.x + box.width * x, box.y + box.height * 0.4);
  await tap(0.9);
  await tap(0.9);
  await expect.poll(async () => (await film(phone)).time).toBeGreaterThan(10);
  expect((await film(phone)).paused).toBe(true);
  await phone.getByRole('button', { name: 'Player settings' }).tap();
  await expect(phone.getByRole('dialog', { name: 'Player settings' })).toBeVisible();
  expect(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await noSeriousFindings(phone);
  await screenshot(phone, 'player-phone');
  await phone.context().close();
});

test('a remote control reaches the film, its settings and what is below', async ({ browser }) => {
  const television = await touching(browser, 1920, 1080);
  await television.goto(`${house.stack.url}/videos/${films.harbour}?t=0`);
  await ready(television);
  await television.keyboard.press('ArrowRight');
  await expect.poll(async () => (await film(television)).time).toBeCloseTo(5, 0);
  await television.keyboard.press('ArrowDown');
  await expect(television.getByRole('slider', { name: 'Position' })).toBeFocused();
  await television.keyboard.press('Enter');
  await expect.poll(async () => (await film(television)).paused).toBe(false);
  await television.keyboard.press('Enter');
  await television.keyboard.press('ArrowDown');
  const settings = television.getByRole('button', { name: 'Player settings' });
  for (let step = 0; step < 12 && !(await settings.evaluate((button) => button === document.activeElement)); step += 1)
    await television.keyboard.press('ArrowRight');
  await expect(settings).toBeFocused();
  await television.keyboard.press('Enter');
  const panel = television.getByRole('dialog', { name: 'Player settings' });
  await expect(panel.getByRole('button', { name: /^Quality/ })).toBeFocused();
  await television.keyboard.press('ArrowDown');
  await television.keyboard.press('ArrowDown');
  await television.keyboard.press('Enter');
  await expect(panel.getByRole('slider', { name: /Brightness/ })).toBeVisible();
  await screenshot(television, 'player-television');
  await television.keyboard.press('Escape');
  await expect(settings).toBeFocused();
  await television.context().close();
});
