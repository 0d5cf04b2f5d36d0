import { expect, it } from 'vitest';
import { Capacity } from './capacity.js';

it('carries what fits, and always one', () => {
  const two = new Capacity(2);
  expect([two.keepsUp(1.9), two.keepsUp(2.1)]).toEqual([true, false]);
  expect(two.admits([], 9)).toBe(true);
  expect(two.admits([1], 0.9)).toBe(true);
  expect(two.admits([1, 0.5], 0.9)).toBe(false);
});

it('learns from how fast conversions were', () => {
  const slow = new Capacity(2);
  // Half as fast as it is played, by all cores: a load of 1 takes 4 cores in truth.
  for (let run = 0; run < 20; run += 1) slow.observe(1, 10, 20);
  expect([slow.keepsUp(0.45), slow.keepsUp(0.55)]).toEqual([true, false]);
  for (let run = 0; run < 40; run += 1) slow.observe(1, 20, 10);
  expect(slow.keepsUp(1.9)).toBe(true);
});

it('learns nothing from the first moments of a run', () => {
  const two = new Capacity(2);
  two.observe(1, 2, 100);
  expect(two.keepsUp(1.9)).toBe(true);
});
