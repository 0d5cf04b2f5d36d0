import { describe, expect, it } from 'vitest';
import { samplesOf } from './edit.sampler.js';
import {
  aroundCuts,
  bytesBySamples,
  effortOf,
  encodedBytes,
  encodeSeconds,
  fitted,
  secondsBy,
  secondsBySamples,
  together,
  type Conversion,
  type Effort,
  type Sample,
} from './estimate.js';

const size = { width: 1_920, height: 1_080, frameRate: 25 };
const normal = { codec: 'h264', quality: 'normal' } as const;
const effort = effortOf(normal, size, size, 600);
const cores = 4;
/** A conversion that took so many times as long as the figures of another machine say. */
const done = (slowness: number, given: Partial<Effort> = {}): Conversion => {
  const one = { ...effortOf(normal, size, size, 60), ...given };
  return { ...one, seconds: slowness * encodeSeconds(one, cores) };
};
const plain = encodeSeconds(effort, cores);

describe('the time of a conversion', () => {
  it('is not known where there was none before', () => {
    expect(secondsBy([], effort, cores)).toBeNull();
    expect(secondsBy([done(2, { codec: 'hevc' })], effort, cores)).toBeNull();
  });

  it('is that of others, whatever their length and size', () => {
    const small = effortOf(normal, size, { ...size, height: 540 }, 30);
    const told = secondsBy([done(3), done(3, small), done(2.8)], effort, cores);
    expect(told?.middle).toBeCloseTo(3 * plain, 3);
    expect([(told?.low ?? 0) / plain, (told?.high ?? 0) / plain]).toEqual([expect.closeTo(3 / 1.4), expect.closeTo(3 * 1.4)]);
  });

  it('is told with less certainty after one, or where they differed', () => {
    const afterOne = secondsBy([done(2)], effort, cores);
    expect((afterOne?.high ?? 0) / plain).toBeCloseTo(2 * 1.8, 3);
    const unlike = secondsBy([done(1), done(2), done(5)], effort, cores);
    expect([(unlike?.low ?? 0) / plain, (unlike?.high ?? 0) / plain]).toEqual([expect.closeTo(2 / 2.5), expect.closeTo(5)]);
  });

  it('goes by those of the same quality where there are any', () => {
    expect(secondsBy([done(4, { quality: 'fine' }), done(2)], { ...effort, quality: 'fine' }, cores)?.middle).toBeCloseTo(4 * plain, 3);
    expect(secondsBy([done(4, { quality: 'fine' })], { ...effort, quality: 'small' }, cores)?.middle).toBeCloseTo(4 * plain, 3);
  });
});

describe('the time of joined films and exact cuts', () => {
  it('goes by conversions to the same codec while there were none of their own', () => {
    const cut = effortOf(aroundCuts, size, size, 4);
    expect(secondsBy([done(3)], cut, cores)?.middle).toBeCloseTo(3 * encodeSeconds(cut, cores), 3);
    expect(secondsBy([done(3), done(2, { quality: 'cut' })], cut, cores)?.middle).toBeCloseTo(2 * encodeSeconds(cut, cores), 3);
  });

  it('is that of all films together', () => {
    const small = effortOf(fitted, { ...size, height: 540 }, size, 60);
    const both = together([effortOf(fitted, size, size, 60), small]);
    expect(secondsBy([done(2, { quality: 'fine' })], both, cores)?.middle).toBeCloseTo(2 * encodeSeconds(both, cores), 3);
    expect(both.encoded).toBe(2 * small.encoded);
    expect(both.decoded).toBe(3 * small.decoded);
  });
});

describe('the size of what is encoded', () => {
  const details = { bitRate: 4_000_000, audio: [] };
  it('is a rough guess by its pixels', () => {
    const { low, middle, high } = encodedBytes(effort, details, 600);
    expect([middle / low, high / middle > 1]).toEqual([expect.closeTo(2.5), true]);
  });

  it('is never much more than its source', () => {
    const coarse = { ...details, bitRate: 500_000 };
    expect(encodedBytes(effort, coarse, 600).high).toBe((3 * 500_000 * 600) / 8);
    expect(encodedBytes({ ...effort, quality: 'cut' }, coarse, 600).high).toBe((6 * 500_000 * 600) / 8);
    expect(encodedBytes(effort, { ...details, bitRate: null }, 600).high).toBeGreaterThan(encodedBytes(effort, coarse, 600).high);
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
