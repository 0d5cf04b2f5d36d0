import { describe, expect, it } from 'vitest';
import { layoutOfRange, sheetOfRange, vttOfRange, vttOfSheet } from './range.js';

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

describe('a sheet of a range alone', () => {
  const every = (seconds: number) => ({
    columns: 9,
    rows: 9,
    cellWidth: 160,
    cellHeight: 90,
    times: Array.from({ length: 81 }, (_, cell) => cell * seconds),
  });

  it('is made where that of the file shows little of it', () => {
    expect(sheetOfRange(every(60), { startSeconds: 100, endSeconds: 110 })).toEqual({
      columns: 5,
      rows: 4,
      cellWidth: 160,
      cellHeight: 90,
      times: Array.from({ length: 20 }, (_, cell) => 0.25 + cell / 2),
    });
    expect(sheetOfRange(every(60), { startSeconds: 0, endSeconds: 500 })).toBeNull();
    expect(sheetOfRange(every(60), { startSeconds: 0, endSeconds: 470 })?.times).toHaveLength(25);
    // Two pictures a second are as many as there can be.
    expect(sheetOfRange(every(0.5), { startSeconds: 10, endSeconds: 12 })).toBeNull();
    expect(sheetOfRange(every(60), { startSeconds: 1, endSeconds: 1.2 })?.times).toEqual([0.1]);
  });

  it('has cues that are its cells', () => {
    const layout = { columns: 2, rows: 2, cellWidth: 160, cellHeight: 90, times: [1, 3, 5] };
    expect(vttOfSheet(layout, 6, 's.jpg')).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\ns.jpg#xywh=0,0,160,90\n\n00:00:02.000 --> 00:00:04.000\ns.jpg#xywh=160,0,160,90\n\n00:00:04.000 --> 00:00:06.000\ns.jpg#xywh=0,90,160,90\n',
    );
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
