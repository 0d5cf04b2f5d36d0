import { describe, expect, it } from 'vitest';
import { formatAgo, formatBitRate, formatBytes, formatSpan, formatTime, languageName, plural, resolutionName, spokenTime } from './format';

describe('times', () => {
  it.each([
    [0, '0:00'],
    [59.99, '0:59'],
    [187, '3:07'],
    [3729, '1:02:09'],
    [36_000, '10:00:00'],
    [null, '–'],
    [Number.POSITIVE_INFINITY, '–'],
    [-1, '0:00'],
  ])('shows %s seconds as %s', (seconds, shown) => {
    expect(formatTime(seconds)).toBe(shown);
  });

  it('speaks them without the parts that are nothing', () => {
    expect([0, 1, 60, 3661].map(spokenTime)).toEqual(['0 seconds', '1 second', '1 minute', '1 hour 1 minute 1 second']);
  });

  it('rounds spans to what one wants to know', () => {
    expect([0.2, 42, 90, 3600, 4800].map(formatSpan)).toEqual(['1 s', '42 s', '2 min', '1 h', '1 h 20 min']);
  });

  it('says how long ago', () => {
    const now = Date.parse('2026-01-10T12:00:00.000Z');
    expect(formatAgo('2026-01-10T11:59:40.000Z', now)).toBe('just now');
    expect(formatAgo('2026-01-10T11:55:00.000Z', now)).toBe('5 minutes ago');
    expect(formatAgo('2026-01-11T12:00:00.000Z', now)).toBe('tomorrow');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_999, '1.0 MB'],
    [1_440_000_000, '1.4 GB'],
    [250_000_000_000, '250 GB'],
  ])('shows %s bytes as %s', (bytes, shown) => {
    expect(formatBytes(bytes)).toBe(shown);
  });

  it('shows bit rates', () => {
    expect([128_000, 4_200_000].map(formatBitRate)).toEqual(['128 kbit/s', '4.2 Mbit/s']);
  });

  it('counts in words', () => {
    expect([plural(1, 'file'), plural(1200, 'file'), plural(2, 'delivery', 'deliveries')]).toEqual([
      '1 file',
      '1,200 files',
      '2 deliveries',
    ]);
  });
});

describe('names of resolutions', () => {
  it.each([
    [1920, 1080, '1080p'],
    [1920, 800, '1080p'],
    [1080, 1920, '1080p'],
    [3840, 2160, '4K'],
    [3996, 2160, '4K'],
    [640, 480, '480p'],
    [176, 144, '144p'],
  ])('%s × %s is %s', (width, height, name) => {
    expect(resolutionName(width, height)).toBe(name);
  });

  it('has none where the size is not known', () => {
    expect(resolutionName(null, 1080)).toBeNull();
  });
});

describe('languages', () => {
  it.each([
    ['eng', 'English'],
    ['pt-BR', 'Brazilian Portuguese'],
    ['not a code', 'not a code'],
    ['und', null],
    [null, null],
  ])('%s is %s', (code, name) => {
    expect(languageName(code)).toBe(name);
  });
});
