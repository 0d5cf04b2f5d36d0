import type { MediaInfo } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { fit, layoutOf, planPictures, spriteVtt, timestamp } from './sheet.js';

const media = (width: number, height: number) => ({ width, height }) as MediaInfo;

describe('planPictures', () => {
  it('lays a film out nine by nine', () => {
    expect(planPictures(media(1920, 1080), 81)).toEqual({
      cover: { width: 1280, height: 720 },
      sprite: { cell: { width: 160, height: 90 }, columns: 9, rows: 9 },
      frames: { cell: { width: 640, height: 360 }, columns: 4, rows: 4 },
    });
  });
  it('gives an upright picture upright cells and a cover as tall as others are wide', () => {
    expect(planPictures(media(1080, 1920), 10)).toEqual({
      cover: { width: 720, height: 1280 },
      sprite: { cell: { width: 160, height: 284 }, columns: 4, rows: 3 },
      frames: { cell: { width: 360, height: 640 }, columns: 4, rows: 3 },
    });
  });
  it('enlarges only the sprite', () => {
    expect(planPictures(media(101, 61), 1)).toMatchObject({
      cover: { width: 100, height: 60 },
      sprite: { cell: { width: 160, height: 96 }, columns: 1, rows: 1 },
    });
  });
});

it('keeps every side even and at least two pixels', () => {
  expect(fit({ width: 8000, height: 3 }, { width: 160, height: 284 })).toEqual({ width: 160, height: 2 });
});

describe('spriteVtt', () => {
  const plan = { cell: { width: 160, height: 90 }, columns: 2, rows: 2 };
  it('shows each cell from its true time to the next one', () => {
    expect(spriteVtt(layoutOf(plan, [0.04, 8.3, 17.8004]), 25)).toBe(
      [
        'WEBVTT',
        '',
        '00:00:00.000 --> 00:00:08.300',
        'sprite.jpg#xywh=0,0,160,90',
        '',
        '00:00:08.300 --> 00:00:17.800',
        'sprite.jpg#xywh=160,0,160,90',
        '',
        '00:00:17.800 --> 00:00:25.000',
        'sprite.jpg#xywh=0,90,160,90',
        '',
      ].join('\n'),
    );
  });
  it('ends after it starts even when the header tells too short a length', () => {
    expect(spriteVtt(layoutOf(plan, [0, 9]), 5)).toContain('00:00:09.000 --> 00:00:09.001');
  });
  it('shows no more cells than the sheet has', () => {
    expect(layoutOf(plan, [0, 1, 2, 3, 4]).times).toEqual([0, 1, 2, 3]);
  });
});

it('writes hours', () => {
  expect(timestamp(7_384.0567)).toBe('02:03:04.057');
});
