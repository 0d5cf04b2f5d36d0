import { expect, it } from 'vitest';
import { betterPortrait } from './portraits.js';

const at = (seconds: number, quality: number) => ({ seconds, quality });

it('a cover without a face gives way to the best one', () => {
  expect(betterPortrait([at(3, 0.4), at(9, 0.8), at(12, 0.8)], 5)).toEqual(at(9, 0.8));
  expect(betterPortrait([at(3, 0.4)], null)).toEqual(at(3, 0.4));
});

it('a cover with a face stays unless another is much better', () => {
  expect(betterPortrait([at(3, 0.5), at(9, 0.8)], 3.001)).toBeNull();
  expect(betterPortrait([at(3, 0.3), at(9, 0.8)], 3.001)).toEqual(at(9, 0.8));
  expect(betterPortrait([at(9, 0.8)], 9)).toBeNull();
});

it('faces that are hardly there do not count', () => {
  expect(betterPortrait([at(3, 0.1)], 5)).toBeNull();
  expect(betterPortrait([], 5)).toBeNull();
});
