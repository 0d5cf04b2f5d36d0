import { describe, expect, it } from 'vitest';
import { dateInterval, numberInterval } from './interval.js';
import { parse } from './parse.js';

const now = new Date('2024-03-31T12:00:00Z');

const minuteOf = (date: Date | null) => date?.toISOString().replace(':00.000Z', '') ?? null;

const intervalOf = (text: string) => {
  const result = parse(text, 'video');
  if (!result.ok) throw new Error(result.errors[0]?.message);
  const { query } = result;
  if (query.kind === 'number') return numberInterval(query);
  if (query.kind !== 'date' && query.kind !== 'age') throw new Error(`${text} has no interval`);
  const { from, to } = dateInterval(query, now);
  return { from: minuteOf(from), to: minuteOf(to) };
};

describe('numbers', () => {
  it.each([
    ['rating:80', 80, 81],
    ['rating<80', null, 80],
    ['rating<=80', null, 81],
    ['rating>80', 81, null],
    ['rating>=80', 80, null],
    ['rating:60..80', 60, 81],
    ['duration:10m', 600, 660],
    ['duration:90s', 90, 91],
    ['duration:10m..1h', 600, 3601],
    ['duration>10m', 601, null],
    ['resolution:720p', 720, 1080],
    ['resolution:1000p', 1000, 1080],
    ['resolution:4k', 2160, 4320],
    ['resolution:8k', 4320, null],
    ['resolution>1080p', 1081, null],
    ['size:2GB', 2e9, 3e9],
    ['size:1.5GB', 1_500_000_000, 1_501_000_000],
    ['size:2GiB', 2 ** 31, 2 ** 31 + 2 ** 30],
    ['size:0B', 0, 1],
    ['bitrate:5Mbps', 5e6, 6e6],
    ['bitrate>5Mbps', 5_000_001, null],
    ['framerate:30', 29.5, 30.5],
    ['framerate:29.97', 29.965, 29.975],
    ['framerate>=23.976', 23.976, null],
    ['framerate<=30', null, 30.001],
    ['framerate:24..30', 24, 30.001],
  ])('%s', (text, from, to) => {
    expect(intervalOf(text)).toEqual({ from, to });
  });
});

describe('dates', () => {
  it.each([
    ['date:2019', '2019-01-01T00:00', '2020-01-01T00:00'],
    ['date:2019-12', '2019-12-01T00:00', '2020-01-01T00:00'],
    ['date:2020-02-29', '2020-02-29T00:00', '2020-03-01T00:00'],
    ['date>2019', '2020-01-01T00:00', null],
    ['date>=2019', '2019-01-01T00:00', null],
    ['date<2019-06', null, '2019-06-01T00:00'],
    ['date<=2019-06', null, '2019-07-01T00:00'],
    ['date:2018..2019-06', '2018-01-01T00:00', '2019-07-01T00:00'],
    ['added<12h', '2024-03-31T00:00', null],
    ['added<=30d', '2024-03-01T12:00', null],
    ['added>2w', null, '2024-03-17T12:00'],
    ['added>=1mo', null, '2024-02-29T12:00'],
    ['added<1y', '2023-03-31T12:00', null],
    ['added:1d..1mo', '2024-02-29T12:00', '2024-03-30T12:00'],
  ])('%s', (text, from, to) => {
    expect(intervalOf(text)).toEqual({ from, to });
  });
});
