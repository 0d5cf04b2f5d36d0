import { describe, expect, it } from 'vitest';
import { layoutOfRange, vttOfRange } from './range.js';

describe('WebVTT of a range', () => {
  const vtt = [
    'WEBVTT',
    '00:00:01.000 --> 00:00:02.000\nBefore',
    '00:00:09.000 --> 00:00:11.500\nOver the start\nof the range',
    '01:00:00.250 --> 01:00:01.000\nIn it',
    '01:00:09.000 --> 01:00:20.000\nOver the end',
    '01:00:30.000 --> 01:00:31.000\nBehind\n',
  ].join('\n\n');

  it('has what lies in it, by its own time', () => {
    expect(vttOfRange(vtt, { startSeconds: 10, endSeconds: 3_610 })).toBe(
      [
        'WEBVTT',
        '00:00:00.000 --> 00:00:01.500\nOver the start\nof the range',
        '00:59:50.250 --> 00:59:51.000\nIn it',
        '00:59:59.000 --> 01:00:00.000\nOver the end\n',
      ].join('\n\n'),
    );
  });

  it('may be empty', () => {
    expect(vttOfRange(vtt, { startSeconds: 100, endSeconds: 200 })).toBe('WEBVTT\n');
  });
});

describe('cells of a range', () => {
  const layout = { columns: 3, rows: 2, cellWidth: 160, cellHeight: 90, times: [0, 10.5, 20, 30] };

  it('are those that show it', () => {
    expect(layoutOfRange(layout, { startSeconds: 10, endSeconds: 30 })).toEqual({ ...layout, first: 1, times: [0.5, 10] });
  });

  it('are the nearest where none does', () => {
    expect(layoutOfRange(layout, { startSeconds: 12, endSeconds: 14 })).toMatchObject({ first: 1, times: [0] });
    expect(layoutOfRange(layout, { startSeconds: 40, endSeconds: 50 })).toMatchObject({ first: 3, times: [0] });
  });
});
