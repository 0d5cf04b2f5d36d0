import { describe, expect, it } from 'vitest';
import type { Picture } from '../media/bmp.js';
import { frameCount, frameTimes, montage, perceptualHash } from './perceptual-hash.js';

const drawn = (width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Picture => {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rgb.set(colour(x, y), (y * width + x) * 3);
  return { width, height, rgb };
};

describe('perceptual hash', () => {
  it('has the bits of the published recipe', () => {
    const waves = drawn(800, 450, (x, y) => [(7 * x + 3 * y) % 256, (Math.floor(x ** 2 / 97) + 5 * y) % 256, (x ^ y) % 256]);
    expect(perceptualHash(waves)).toBe('a901a101fefefe06');
  });

  it('has the bits of the published recipe for upright films', () => {
    const cells = drawn(800, 1_420, (x, y) => {
      const [column, row] = [Math.floor(x / 160), Math.floor(y / 284)];
      return [(53 * column + 31 * row) % 256, (17 * column + 91 * row) % 256, (201 * column + 7 * row) % 256];
    });
    expect(perceptualHash(cells)).toBe('83262d52d92d36ed');
  });

  it('always has 16 digits', () => {
    expect(perceptualHash(drawn(800, 450, () => [0, 0, 0]))).toBe('0000000000000000');
  });
});

describe('frames', () => {
  it('are taken from 5 % of the film on, the last at 91.4 %', () => {
    const times = frameTimes(100);
    expect(times).toHaveLength(frameCount);
    expect([times[0], times[1], times.at(-1)?.toFixed(6)]).toEqual([5, 8.6, '91.400000']);
  });

  it('are counted from the length rounded to hundredths', () => {
    expect(frameTimes(10.0049)).toEqual(frameTimes(10));
  });

  it('lie row by row in cells of the size of the first', () => {
    const frames = Array.from({ length: frameCount }, (_, index) => drawn(4, 2, () => [index * 10, 0, 0]));
    const whole = montage(frames);
    expect([whole.width, whole.height]).toEqual([20, 10]);
    const redAt = (x: number, y: number) => whole.rgb[(y * 20 + x) * 3];
    expect([redAt(0, 0), redAt(5, 1), redAt(0, 2), redAt(19, 9)]).toEqual([0, 10, 50, 240]);
  });
});
