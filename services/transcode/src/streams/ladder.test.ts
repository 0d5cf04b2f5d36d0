import { expect, it } from 'vitest';
import { findRung, ladder, outputFrameRate } from './ladder.js';
import type { StreamDetails } from './stream-details.js';

const picture = (width: number, height: number) => ({ width, height }) as StreamDetails['video'];
const names = (width: number, height: number, most?: number) =>
  ladder(picture(width, height), most).map((rung) => `${rung.width}x${rung.height}`);

it('offers smaller pictures, never a larger one', () => {
  expect(names(1920, 1080)).toEqual(['1920x1080', '1280x720', '854x480', '640x360', '426x240']);
  expect(names(3840, 2160)[0]).toBe('1920x1080');
  expect(names(1080, 1920)).toEqual(['1080x1920', '720x1280', '480x854', '360x640', '240x426']);
  expect(names(800, 332)).toEqual(['800x332', '578x240']);
  expect(names(641, 361)).toEqual(['642x362', '426x240']);
  expect(names(100, 60)).toEqual(['100x60']);
  expect(names(1920, 1080, 480)).toEqual(['854x480', '640x360', '426x240']);
  expect(findRung(picture(640, 360), 720)).toBeUndefined();
});

it('asks for more bits the larger the picture', () => {
  const bits = ladder(picture(1920, 1080)).map((rung) => rung.bitRate);
  expect(bits).toEqual(bits.toSorted((a, b) => b - a));
});

it.each([
  [null, 30],
  [24, 24],
  [29.97, 29.97],
  [7.22, 28.88],
  [12, 24],
  [120, 60],
  [90, 45],
])('shows %s pictures a second as %s', (rate, shown) => {
  expect(outputFrameRate(rate)).toBeCloseTo(shown, 3);
});
