import { describe, expect, it } from 'vitest';
import { playProgress } from './play-progress.js';

describe('a sitting', () => {
  it.each([
    // A tenth of a short video, half a minute of a long one.
    [100, 9.9, false],
    [100, 10, true],
    [7200, 29, false],
    [7200, 30, true],
    [null, 29, false],
    [null, 30, true],
    [0, 0, false],
  ])('of a video of %s s is a play after %s s: %s', (duration, played, counts) => {
    expect(playProgress(duration, 0, played).counts).toBe(counts);
  });
});

describe('the place to go on', () => {
  it.each([
    [100, 4.9, null],
    [100, 5, 5],
    [100, 94, 94],
    [100, 95, null],
    [null, 5000, 5000],
  ])('of a video of %s s left at %s s is %s', (duration, position, resume) => {
    expect(playProgress(duration, position, 60).resumeSeconds).toBe(resume);
  });
});
