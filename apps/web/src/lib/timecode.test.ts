import { describe, expect, it } from 'vitest';
import { parseChapters, parseTime, writeChapters, writeTime } from './timecode.js';

describe('a time', () => {
  it.each([
    ['75', 75],
    ['1:15', 75],
    ['1:02:09', 3729],
    ['0:01.25', 1.25],
    [' 90:00 ', 5400],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseTime(text)).toBe(seconds);
  });

  it.each(['', 'soon', '1:75', '1:2:3:4', '-5', '1:', '1e3'])('%j is none', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it.each([0, 7, 75, 75.5, 3729, 3729.05, 59.9996])('%d seconds are read again as they are written', (seconds) => {
    expect(parseTime(writeTime(seconds))).toBeCloseTo(seconds, 3);
  });

  it('is written as players show it', () => {
    expect([75, 75.5, 3729, 59.9996].map(writeTime)).toEqual(['1:15', '1:15.5', '1:02:09', '1:00']);
  });
});

describe('chapters', () => {
  it('are lines of time and title, in the order of their times', () => {
    expect(parseChapters('1:15 The storm\n\n 0:00  Arrival at dawn \n')).toEqual([
      { startSeconds: 0, title: 'Arrival at dawn' },
      { startSeconds: 75, title: 'The storm' },
    ]);
  });

  it('are none where a line has no time or no title', () => {
    expect(parseChapters('The storm')).toBeNull();
    expect(parseChapters('1:15')).toBeNull();
  });

  it('are read again as they are written', () => {
    const text = '0:00 Arrival\n1:02:09 Farewell';
    expect(writeChapters(parseChapters(text) ?? [])).toBe(text);
  });
});
