import { describe, expect, it } from 'vitest';
import { samplesOf } from './edit.sampler.js';
import { bytesBySamples, effortOf, encodeSeconds, secondsBy, secondsBySamples, type Conversion, type Sample } from './estimate.js';

const size = { width: 1_920, height: 1_080, frameRate: 25 };
const effort = effortOf('h264', size, size, 600);
const cores = 4;
/** A conversion that took so many times as long as the figures of another machine say. */
const done = (slowness: number, given: Partial<Conversion> = {}): Conversion => {
  const one = { ...effortOf('h264', size, size, 60), quality: 'normal' as const, seconds: 0, ...given };
  return { ...one, seconds: slowness * encodeSeconds(one, cores) };
};
const plain = encodeSeconds(effort, cores);

describe('the time of a conversion', () => {
  it('is not known where there was none before', () => {
    expect(secondsBy([], effort, 'normal', cores)).toBeNull();
    expect(secondsBy([done(2, { codec: 'hevc' })], effort, 'normal', cores)).toBeNull();
  });

  it('is that of others, whatever their length and size', () => {
    const small = effortOf('h264', size, { ...size, height: 540 }, 30);
    const told = secondsBy([done(3), done(3, small), done(2.8)], effort, 'normal', cores);
    expect(told?.middle).toBeCloseTo(3 * plain, 3);
    expect([(told?.low ?? 0) / plain, (told?.high ?? 0) / plain]).toEqual([expect.closeTo(3 / 1.4), expect.closeTo(3 * 1.4)]);
  });

  it('is told with less certainty after one, or where they differed', () => {
    const afterOne = secondsBy([done(2)], effort, 'normal', cores);
    expect((afterOne?.high ?? 0) / plain).toBeCloseTo(2 * 1.8, 3);
    const unlike = secondsBy([done(1), done(2), done(5)], effort, 'normal', cores);
    expect([(unlike?.low ?? 0) / plain, (unlike?.high ?? 0) / plain]).toEqual([expect.closeTo(2 / 2.5), expect.closeTo(5)]);
  });

  it('goes by those of the same quality where there are any', () => {
    expect(secondsBy([done(4, { quality: 'fine' }), done(2)], effort, 'fine', cores)?.middle).toBeCloseTo(4 * plain, 3);
    expect(secondsBy([done(4, { quality: 'fine' })], effort, 'small', cores)?.middle).toBeCloseTo(4 * plain, 3);
  });
});

describe('samples of a film', () => {
  const sample = (given: Partial<Sample> = {}): Sample => ({
    filmSeconds: 2,
    bytes: 300_000,
    firstPictureBytes: 100_000,
    seconds: 1.4,
    ...given,
  });

  it('are spread over it', () => {
    expect(samplesOf(80).map(({ startSeconds }) => startSeconds)).toEqual([9, 29, 49, 69]);
    expect(samplesOf(9)).toEqual([{ startSeconds: 3.5, endSeconds: 5.5 }]);
    expect(samplesOf(1.5)).toEqual([{ startSeconds: 0, endSeconds: 1.5 }]);
  });

  it('tell its size; their first picture comes less often in the film', () => {
    const { middle, low, high } = bytesBySamples([sample(), sample(), sample()], 600);
    expect(middle).toBeCloseTo((100_000 + 10_000) * 600, 0);
    expect([middle / low, high / middle]).toEqual([expect.closeTo(1.2), expect.closeTo(1.2)]);
  });

  it('that differ tell it with less certainty', () => {
    const { low, high } = bytesBySamples([sample(), sample({ bytes: 900_000 }), sample({ bytes: 150_000 })], 600);
    expect(high / low).toBeGreaterThan(2);
    const one = bytesBySamples([sample()], 600);
    expect(one.high / one.low).toBeCloseTo(4, 3);
  });

  it('tell how long it takes, without the starts of ffmpeg', () => {
    expect(secondsBySamples([sample(), sample()], 600).middle).toBeCloseTo(300, 3);
    expect(secondsBySamples([sample({ seconds: 0.3 })], 600).middle).toBeCloseTo(45, 3);
  });
});
