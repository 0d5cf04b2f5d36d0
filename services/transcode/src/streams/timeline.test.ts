import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlaylist } from '../testing/hls.js';
import { masterPlaylist, mediaPlaylist } from './playlists.js';
import { convertedTimeline, copiedTimeline, segmentAt, segmentStart, type Timeline } from './timeline.js';

const whole = (endSeconds: number) => ({ startSeconds: 0, endSeconds });

describe('where a stream is cut', () => {
  it('is every second when it is converted, and a little rest is no segment', () => {
    expect(convertedTimeline(whole(5)).borders).toEqual([0, 1, 2, 3, 4]);
    expect(convertedTimeline(whole(4.2)).borders).toEqual([0, 1, 2, 3]);
    expect(convertedTimeline(whole(0.04)).borders).toEqual([0]);
    expect(convertedTimeline({ startSeconds: 10, endSeconds: 13 })).toMatchObject({ originSeconds: 10, borders: [0, 1, 2], endSeconds: 3 });
  });

  it('is at keyframes some seconds apart when it is passed on', () => {
    expect(copiedTimeline([0, 1, 2, 3, 4, 5, 6, 7], whole(8), true)).toEqual({ originSeconds: 0, borders: [0, 3, 6], endSeconds: 8 });
    expect(copiedTimeline([0.5, 8], whole(16), true)).toMatchObject({ borders: [0, 8] });
  });

  it('cannot be where keyframes are rare, or a part begins between two', () => {
    expect(copiedTimeline([], whole(8), true)).toBe('keyframes');
    expect(copiedTimeline([0, 60], whole(80), true)).toBe('keyframes');
    expect(copiedTimeline([0, 4, 8], { startSeconds: 5, endSeconds: 9 }, false)).toBe('part');
    expect(copiedTimeline([0, 4, 8], { startSeconds: 4.1, endSeconds: 9 }, false)).toEqual({
      originSeconds: 4,
      borders: [0, 4],
      endSeconds: 5,
    });
  });

  it('tells for every time its segment', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 600 }),
        (times, length) => {
          const timeline = copiedTimeline(
            times.map((time) => time / 10).toSorted((a, b) => a - b),
            whole(length),
            true,
          );
          if (typeof timeline === 'string') return;
          for (const [index, border] of timeline.borders.entries()) {
            expect(segmentAt(timeline, border)).toBe(index);
            expect(segmentAt(timeline, border - 0.01)).toBe(index - 1);
            expect(segmentStart(timeline, index + 1)).toBeGreaterThan(border);
          }
        },
      ),
    );
  });
});

describe('the playlist', () => {
  const timelines = fc.array(fc.double({ min: 0.04, max: 29, noNaN: true }), { minLength: 1, maxLength: 50 }).map((lengths): Timeline => {
    const ends = lengths.reduce<number[]>((sums, length) => [...sums, (sums.at(-1) ?? 0) + length], []);
    return { originSeconds: 0, borders: [0, ...ends.slice(0, -1)], endSeconds: ends.at(-1) ?? 0 };
  });

  it('of any film follows the RFC and adds up to its length', () => {
    fc.assert(
      fc.property(timelines, (timeline) => {
        const { segments, initUri } = readPlaylist(mediaPlaylist(timeline, 'v=1', 7));
        expect(initUri).toBe('init.mp4?v=1&at=7');
        expect(segments).toHaveLength(timeline.borders.length);
        const last = segments.at(-1);
        expect((last?.startSeconds ?? 0) + (last?.seconds ?? 0)).toBeCloseTo(timeline.endSeconds, 3);
      }),
    );
  });

  it('of qualities names what a player must know to choose', () => {
    const [uri, codecs] = ['720p/aac-0/index.m3u8?v=1', ['avc1.640028', 'mp4a.40.2']];
    expect(masterPlaylist([{ uri, bitRate: 3_660_000, width: 1280, height: 720, frameRate: 25, codecs }])).toBe(
      [
        '#EXTM3U',
        '#EXT-X-VERSION:7',
        '#EXT-X-INDEPENDENT-SEGMENTS',
        '#EXT-X-STREAM-INF:BANDWIDTH=3660000,RESOLUTION=1280x720,FRAME-RATE=25.000,CODECS="avc1.640028,mp4a.40.2"',
        `${uri}\n`,
      ].join('\n'),
    );
  });
});
