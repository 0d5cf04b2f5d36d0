import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellCount, chooseTechnique, maxCells, type Source } from './technique.js';

const film: Source = {
  bytes: 442e6,
  durationSeconds: 600,
  frameRate: 30,
  codec: 'h264',
  container: 'mov,mp4',
  codedWidth: 1920,
  codedHeight: 1080,
  keyframeIntervalSeconds: 8.3,
};
const kind = (changes: Partial<Source>) => chooseTechnique({ ...film, ...changes }).technique.kind;

describe('chooseTechnique', () => {
  it.each([
    ['ten minutes, a keyframe every 8 seconds', {}, 'keyframe-pass'],
    ['ten minutes, a keyframe every 2 seconds', { keyframeIntervalSeconds: 2 }, 'keyframe-pass'],
    ['two hours of 4 GB', { durationSeconds: 7200, bytes: 4e9, keyframeIntervalSeconds: 4 }, 'keyframe-seeks'],
    ['ten minutes of ProRes', { codec: 'prores', bytes: 10e9, keyframeIntervalSeconds: null }, 'keyframe-seeks'],
    [
      'ten seconds of camera MJPEG',
      { codec: 'mjpeg', durationSeconds: 10, bytes: 5e6, codedWidth: 320, codedHeight: 240, keyframeIntervalSeconds: null },
      'keyframe-pass',
    ],
    ['five seconds with one keyframe', { durationSeconds: 5, bytes: 1e6, keyframeIntervalSeconds: 5 }, 'full-decode'],
    [
      'a minute of 4K with a keyframe every 2 seconds',
      { durationSeconds: 60, frameRate: 60, codedWidth: 3840, codedHeight: 2160, codec: 'hevc', bytes: 3e8, keyframeIntervalSeconds: 2 },
      'keyframe-pass',
    ],
    [
      'ten minutes of a small picture with one keyframe a minute',
      { codedWidth: 320, codedHeight: 180, bytes: 3e7, keyframeIntervalSeconds: 60 },
      'full-decode',
    ],
    ['an hour with one keyframe every five minutes', { durationSeconds: 3600, bytes: 1e9, keyframeIntervalSeconds: 300 }, 'keyframe-seeks'],
    ['an hour with one keyframe', { durationSeconds: 3600, bytes: 1e9, keyframeIntervalSeconds: 3600 }, 'accurate-seeks'],
    [
      'two minutes of AV1 in Matroska, which cannot be skipped',
      { codec: 'av1', container: 'matroska,webm', durationSeconds: 120, bytes: 5e7, keyframeIntervalSeconds: 2 },
      'keyframe-seeks',
    ],
  ] as const)('%s', (_, changes, expected) => {
    expect(kind(changes)).toBe(expected);
  });

  it('asks for no more jumps than there are keyframes', () => {
    expect(chooseTechnique({ ...film, durationSeconds: 3600, bytes: 5e9, keyframeIntervalSeconds: 60 })).toMatchObject({
      technique: { kind: 'keyframe-seeks' },
      cells: 60,
    });
  });

  it('always gives a plan of 1 to 81 cells and a finite estimate', () => {
    const source = fc.record({
      bytes: fc.integer({ min: 1, max: 1e12 }),
      durationSeconds: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
      frameRate: fc.option(fc.double({ min: 0.01, max: 999, noNaN: true })),
      codec: fc.constantFrom('h264', 'av1', 'prores', 'mjpeg', 'vp9'),
      container: fc.constantFrom('mov,mp4', 'matroska,webm', 'mpegts'),
      codedWidth: fc.integer({ min: 2, max: 8192 }),
      codedHeight: fc.integer({ min: 2, max: 8192 }),
      keyframeIntervalSeconds: fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true })),
    });
    fc.assert(
      fc.property(source, (one) => {
        const { cells, estimateSeconds } = chooseTechnique(one);
        expect(cells).toBeGreaterThanOrEqual(1);
        expect(cells).toBeLessThanOrEqual(maxCells);
        expect(Number.isInteger(cells)).toBe(true);
        expect(estimateSeconds).toBeGreaterThan(0);
        expect(Number.isFinite(estimateSeconds)).toBe(true);
      }),
    );
  });
});

it.each([
  [0.04, 1],
  [1, 2],
  [5, 10],
  [40, 80],
  [41, 81],
  [7200, 81],
])('a file of %d seconds gets %d cells', (seconds, cells) => {
  expect(cellCount(seconds)).toBe(cells);
});
