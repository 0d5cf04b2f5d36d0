/// <reference lib="dom" />
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { http } from '@reelm/contracts';
import { expect, type Browser, type Page } from '@playwright/test';
import { nothingAutomatic } from '@reelm/testing';
import { filmLibrary, generate, noSeriousFindings, openPage, screenshot, signedIn, test, type Api, type House } from './house.js';

let house: House;
let page: Page;
/** What the walk is not about is done by the API. */
let api: Api;
const ids = new Map<string, string>();

test.describe.configure({ mode: 'serial' });

const colours = {
  green: [0, 255, 0],
  red: [255, 0, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  white: [255, 255, 255],
  magenta: [255, 0, 255],
  black: [0, 0, 0],
} as const;
type Colour = keyof typeof colours;
const hex = (colour: Colour): string => `0x${colours[colour].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
const box = (x: number, y: number, w: number, h: number, colour: Colour): string =>
  `drawbox=x=iw*${x}:y=ih*${y}:w=iw*${w}:h=ih*${h}:c=${hex(colour)}:t=fill`;
/** Around a camera: green ahead, red on its right, blue on its left, yellow behind, white above and magenta below. */
const room = [
  box(0, 0, 1, 1, 'yellow'),
  box(1 / 8, 0, 1 / 4, 1, 'blue'),
  box(3 / 8, 0, 1 / 4, 1, 'green'),
  box(5 / 8, 0, 1 / 4, 1, 'red'),
  box(0, 0, 1, 1 / 6, 'white'),
  box(0, 5 / 6, 1, 1 / 6, 'magenta'),
].join(',');
/** The left eye sees green, the right one magenta. */
const eyes = [box(0, 0, 0.5, 1, 'green'), box(0.5, 0, 0.5, 1, 'magenta')].join(',');
/** The left eye sees green ahead, red from 57° to the right on, and white from 71° up; nothing is seen of the yellow corners. */
const lens = [
  box(0, 0, 0.5, 1, 'green'),
  box(0.4, 0, 0.1, 1, 'red'),
  box(0, 0, 0.5, 1 / 8, 'white'),
  box(0, 0, 1 / 16, 1 / 8, 'yellow'),
  box(7 / 16, 0, 1 / 16, 1 / 8, 'yellow'),
  box(0.5, 0, 0.5, 1, 'magenta'),
].join(',');

const h264 = '-c:v libx264 -preset ultrafast -g 20 -pix_fmt yuv420p'.split(' ');
const films: readonly { name: string; picture: string; coding: readonly string[]; streamed: boolean }[] = [
  { name: 'Room_360_direct.mp4', picture: room, coding: [...h264, '-c:a', 'aac', '-movflags', '+faststart'], streamed: false },
  { name: 'Room_360_copied.mkv', picture: room, coding: [...h264, '-c:a', 'ac3'], streamed: true },
  { name: 'Room_360_converted.avi', picture: room, coding: ['-c:v', 'mpeg4', '-q:v', '2', '-c:a', 'libmp3lame'], streamed: true },
  { name: 'Beach_180_LR.mp4', picture: eyes, coding: [...h264, '-c:a', 'aac', '-movflags', '+faststart'], streamed: false },
  { name: 'Lens_FISHEYE190_LR.mp4', picture: lens, coding: [...h264, '-c:a', 'aac', '-movflags', '+faststart'], streamed: false },
  // Not the same bytes as the first: that would be one video.
  {
    name: 'Wide.mp4',
    picture: `${room},${box(0, 0.9, 0.05, 0.1, 'black')}`,
    coding: [...h264, '-c:a', 'aac', '-movflags', '+faststart'],
    streamed: false,
  },
];

test.beforeAll(async ({ browser, house: opened }) => {
  test.setTimeout(180_000);
  house = opened;
  page = await openPage(browser, house);
  api = await signedIn(page, house);
  // What is made of files besides is not looked at here.
  await api(http.updateArtifactSettings.method, http.updateArtifactSettings.path, nothingAutomatic);
  const folder = join(house.folder, 'around');
  await mkdir(folder);
  for (const { name, picture, coding } of films)
    await generate(folder, name, ...`-f lavfi -i color=s=640x320:r=10:d=8,${picture} -f lavfi -i sine=d=8`.split(' '), ...coding);
  const videos = await filmLibrary(api, 'Around', folder);
  expect(videos).toHaveLength(films.length);
  for (const { id, name } of videos) ids.set(name, id);
});
test.afterAll(() => page?.context().close());

const around = (on = page) => on.locator('[data-vr]');
const frames = (on = page) => on.locator('video').evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
const paused = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);

/** Opens a film, and plays some of it. */
async function watch(name: string, on = page): Promise<void> {
  await on.goto(`${house.stack.url}/videos/${ids.get(name)}?t=0`);
  await on.locator('video').waitFor({ state: 'attached' });
  await expect
    .poll(
      async () => {
        const shown = await frames(on);
        if (shown < 5 && (await on.locator('video').evaluate((video: HTMLVideoElement) => video.paused))) await on.keyboard.press('k');
        return shown;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(5);
  await on.keyboard.press('k');
}

/** What colour the page shows at a place of the film; the middle is under nothing else. */
async function seen(x = 0.5, y = 0.5, on = page): Promise<Colour> {
  const place = await around(on).boundingBox();
  if (!place) throw new Error('no picture');
  const clip = { x: place.x + place.width * x - 2, y: place.y + place.height * y - 2, width: 4, height: 4 };
  const png = (await on.screenshot({ clip })).toString('base64');
  const [red, green, blue] = await on.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const context = document.createElement('canvas').getContext('2d');
    context?.drawImage(image, 0, 0);
    return [...(context?.getImageData(1, 1, 1, 1).data ?? [])] as [number, number, number];
  }, png);
  const distance = (colour: Colour): number => Math.hypot(colours[colour][0] - red, colours[colour][1] - green, colours[colour][2] - blue);
  return (Object.keys(colours) as Colour[]).toSorted((one, other) => distance(one) - distance(other))[0] ?? 'black';
}
const press = async (key: string, times = 1): Promise<void> => {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
};

for (const { name, streamed } of films.filter(({ picture }) => picture === room))
  test(`${name} lies all around, and one looks where the keys lead`, async () => {
    await watch(name);
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.currentSrc.startsWith('blob:'))).toBe(streamed);
    await expect(around()).toHaveAttribute('data-vr', '360 mono');
    await expect.poll(() => seen()).toBe('green');
    // A sixth of what one sees: six presses are a quarter of a turn.
    await press('Alt+ArrowRight', 6);
    await expect.poll(() => seen()).toBe('red');
    // What comes another way is drawn the same way.
    if (streamed) return;
    await press('Alt+ArrowRight', 6);
    await expect.poll(() => seen()).toBe('yellow');
    await press('x');
    await expect.poll(() => seen()).toBe('green');
    await press('Alt+ArrowLeft', 6);
    await expect.poll(() => seen()).toBe('blue');
    await press('x');
    await press('Alt+ArrowUp', 6);
    await expect.poll(() => seen()).toBe('white');
    await press('Alt+ArrowDown', 12);
    await expect.poll(() => seen()).toBe('magenta');
    await press('x');
    await expect.poll(() => seen()).toBe('green');
  });

test('a hand turns the film, a wheel comes nearer, and a click still plays', async () => {
  await watch('Room_360_direct.mp4');
  await expect.poll(() => seen()).toBe('green');
  const place = await around().boundingBox();
  if (!place) throw new Error('no picture');
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + place.width * 0.45, y, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => seen()).toBe('blue');
  // To pull is not to click.
  expect(await paused()).toBe(true);
  await press('x');
  await expect.poll(() => seen(0.95)).toBe('green');
  await page.mouse.wheel(0, 300);
  await expect.poll(() => seen(0.95)).toBe('red');
  await page.mouse.wheel(0, -600);
  await expect.poll(() => seen(0.95)).toBe('green');
  expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
  await page.mouse.click(x, y);
  await expect.poll(paused).toBe(false);
  await page.mouse.click(x, y);
  await expect.poll(paused).toBe(true);
});

test('of two eyes the left one is shown, as long as nobody says otherwise', async () => {
  await watch('Beach_180_LR.mp4');
  await expect(around()).toHaveAttribute('data-vr', '180 side-by-side');
  await expect.poll(() => seen()).toBe('green');
  await press('Alt+ArrowRight', 5);
  await expect.poll(() => seen(0.45)).toBe('green');
  // There is nothing behind.
  await expect.poll(() => seen(0.95)).toBe('black');
  await page.keyboard.press('s');
  const panel = page.getByRole('dialog', { name: 'Player settings' });
  await panel.getByRole('button', { name: /^VR view/ }).click();
  await panel.getByRole('button', { name: 'One picture' }).click();
  await expect(around()).toHaveAttribute('data-vr', '180 mono');
  await expect.poll(() => seen(0.4)).toBe('magenta');
  await noSeriousFindings(page);
  await screenshot(page, 'vr-settings');
  await page.keyboard.press('Escape');
  await watch('Beach_180_LR.mp4');
  await expect(around()).toHaveAttribute('data-vr', '180 mono');
});

test('what a fisheye saw is laid around by angles, and its eyes can be swapped', async () => {
  await watch('Lens_FISHEYE190_LR.mp4');
  await expect(around()).toHaveAttribute('data-vr', 'fisheye-190 side-by-side');
  await expect.poll(() => seen()).toBe('green');
  await press('Alt+ArrowRight', 5);
  await expect.poll(() => seen()).toBe('red');
  await press('x');
  // Up at the right a half sphere would have what lies in the corner.
  await press('Alt+ArrowUp', 5);
  await press('Alt+ArrowRight', 5);
  await expect.poll(() => seen()).toBe('white');
  await press('x');
  await page.keyboard.press('s');
  const panel = page.getByRole('dialog', { name: 'Player settings' });
  await panel.getByRole('button', { name: /^VR view/ }).click();
  await expect(panel.getByRole('button', { name: '190°' })).toHaveAttribute('aria-pressed', 'true');
  await panel.getByRole('button', { name: 'The right eye' }).click();
  await expect(around()).toHaveAttribute('data-vr', 'fisheye-190 side-by-side swapped');
  await expect.poll(() => seen(0.4)).toBe('magenta');
  await noSeriousFindings(page);
  await screenshot(page, 'vr-fisheye-settings');
  await page.keyboard.press('Escape');
  await watch('Lens_FISHEYE190_LR.mp4');
  await expect(around()).toHaveAttribute('data-vr', 'fisheye-190 side-by-side swapped');
});

test('what draws in space comes with the first wish for it, rests with the film, and is given back', async () => {
  const other = await page.context().newPage();
  await other.addInitScript(() => {
    const kept = globalThis as unknown as { drawn: number; contexts: WebGL2RenderingContext[] };
    [kept.drawn, kept.contexts] = [0, []];
    const methods = WebGL2RenderingContext.prototype as unknown as Record<'drawElements', (...given: unknown[]) => void>;
    methods.drawElements = new Proxy(methods.drawElements, {
      apply: (draw, context: WebGL2RenderingContext, given: unknown[]) => {
        kept.drawn += 1;
        if (!kept.contexts.includes(context)) kept.contexts.push(context);
        Reflect.apply(draw, context, given);
      },
    });
  });
  const kept = () =>
    other.evaluate(() => {
      const { drawn, contexts } = globalThis as unknown as { drawn: number; contexts: WebGL2RenderingContext[] };
      return { drawn, contexts: contexts.length, living: contexts.filter((context) => !context.isContextLost()).length };
    });
  const scripts = () => other.evaluate(() => document.querySelectorAll('script[src]').length);
  await watch('Wide.mp4', other);
  // A film that is as wide may be just that.
  await expect(around(other)).toHaveCount(0);
  const before = await scripts();
  expect((await kept()).contexts).toBe(0);
  await other.keyboard.press('v');
  await expect(around(other)).toHaveAttribute('data-vr', '360 mono');
  await expect.poll(() => seen(0.5, 0.5, other)).toBe('green');
  expect(await scripts()).toBeGreaterThan(before);
  expect(await kept()).toMatchObject({ contexts: 1, living: 1 });
  const { drawn } = await kept();
  // It stands: ten more pictures of the screen draw nothing.
  await other.evaluate(async () => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
  });
  expect((await kept()).drawn).toBe(drawn);
  await other.keyboard.press('k');
  await expect.poll(async () => (await kept()).drawn).toBeGreaterThan(drawn + 3);
  await other.keyboard.press('v');
  await expect(around(other)).toHaveCount(0);
  expect(await kept()).toMatchObject({ contexts: 1, living: 0 });
  await other.close();
});

const fresh = async (browser: Browser, script: () => void, options: object = {}): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ...options,
    storageState: await page.context().storageState(),
  });
  const opened = await context.newPage();
  await opened.addInitScript(script);
  return opened;
};

test('a browser without WebGL says so and shows it flat', async ({ browser }) => {
  const without = await fresh(browser, () => {
    const methods = HTMLCanvasElement.prototype as unknown as Record<'getContext', (kind: string, ...more: unknown[]) => unknown>;
    methods.getContext = new Proxy(methods.getContext, {
      apply: (get, canvas, given: [string, ...unknown[]]): unknown =>
        given[0].startsWith('webgl') ? null : Reflect.apply(get, canvas, given),
    });
  });
  await watch('Room_360_direct.mp4', without);
  await expect(without.getByText('The VR view needs WebGL, which this browser does not offer')).toBeVisible();
  await expect(around(without)).toHaveCount(0);
  await noSeriousFindings(without);
  await without.getByRole('button', { name: 'Show it flat' }).click();
  await expect(without.getByText('The VR view needs WebGL')).toHaveCount(0);
  await without.context().close();
});

test('a headset is offered where there is one', async ({ browser }) => {
  await watch('Room_360_direct.mp4');
  await expect(page.getByRole('button', { name: 'Look straight ahead' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Watch in the headset' })).toHaveCount(0);
  const worn = await fresh(browser, () => {
    Object.defineProperty(navigator, 'xr', { value: { isSessionSupported: (mode: string) => Promise.resolve(mode === 'immersive-vr') } });
  });
  await worn.goto(`${house.stack.url}/videos/${ids.get('Room_360_direct.mp4')}`);
  await expect(worn.getByRole('button', { name: 'Watch in the headset' })).toBeVisible();
  await worn.context().close();
});

test('fingers pull and spread, and a remote control looks around', async ({ browser }) => {
  const phone = await fresh(browser, () => undefined, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await watch('Room_360_direct.mp4', phone);
  await expect.poll(() => seen(0.5, 0.5, phone)).toBe('green');
  const place = await around(phone).boundingBox();
  if (!place) throw new Error('no picture');
  const fingers = await phone.context().newCDPSession(phone);
  const at = (...shares: number[]) =>
    shares.map((share, id) => ({ x: place.x + place.width * share, y: place.y + place.height * 0.4, id }));
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...shares: number[]) => {
    await fingers.send('Input.dispatchTouchEvent', { type, touchPoints: at(...shares) });
    // As slow as a hand: behind what was flung, a browser takes the next tap for the hand that stops it.
    await phone.evaluate(async () => {
      for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame);
    });
  };
  await touch('touchStart', 0.75);
  for (const share of [0.55, 0.35, 0.2, 0.2]) await touch('touchMove', share);
  await touch('touchEnd');
  await expect.poll(() => seen(0.5, 0.4, phone)).toBe('red');
  await phone.getByRole('button', { name: 'Look straight ahead' }).tap();
  await expect.poll(() => seen(0.5, 0.4, phone)).toBe('green');
  await expect.poll(() => seen(0.97, 0.4, phone)).toBe('green');
  await touch('touchStart', 0.2, 0.8);
  for (const share of [0.3, 0.4, 0.4]) await touch('touchMove', share, 1 - share);
  await touch('touchEnd');
  await expect.poll(() => seen(0.97, 0.4, phone)).toBe('red');
  await screenshot(phone, 'vr-phone');
  await phone.context().close();

  const television = await fresh(browser, () => undefined, { viewport: { width: 1920, height: 1080 }, hasTouch: true, isMobile: true });
  await watch('Room_360_direct.mp4', television);
  await expect.poll(() => seen(0.5, 0.5, television)).toBe('green');
  const look = television.getByRole('button', { name: 'Look around with the arrow keys' });
  await look.focus();
  await television.keyboard.press('Enter');
  await expect(look).toHaveAttribute('aria-pressed', 'true');
  for (let turn = 0; turn < 6; turn += 1) await television.keyboard.press('ArrowRight');
  await expect.poll(() => seen(0.5, 0.5, television)).toBe('red');
  await screenshot(television, 'vr-television');
  await television.keyboard.press('Enter');
  await television.keyboard.press('ArrowRight');
  await expect(look).not.toBeFocused();
  await television.context().close();
});
