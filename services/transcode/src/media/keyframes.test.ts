import { describe, expect, it } from 'vitest';
import { estimateDensity, parsePacket, sampleQuestions, samplePositions, type Packet } from './keyframes.js';

/** Packets as ffprobe shows them for a file with evenly spaced keyframes. */
function sampled(durationSeconds: number, keyframeSeconds: number, frameRate = 30): Packet[] {
  return samplePositions(durationSeconds).flatMap((position) => {
    const first = Math.floor(position / keyframeSeconds) * keyframeSeconds;
    return Array.from({ length: 60 }, (_, index) => first + index / frameRate)
      .filter((time) => time < durationSeconds)
      .map((time) => ({ time, key: (time + 1e-6) % keyframeSeconds < 1 / frameRate }));
  });
}

describe('estimateDensity', () => {
  it.each([
    [600, 0.5],
    [600, 1],
    [600, 2],
    [600, 8.3],
    [7200, 10],
    [3600, 300],
    [60, 60],
  ])('of %d seconds with a keyframe every %d seconds is right within a factor of two', (duration, interval) => {
    const estimate = estimateDensity(sampled(duration, interval), duration)?.intervalSeconds ?? 0;
    expect(estimate / interval).toBeGreaterThan(0.5);
    expect(estimate / interval).toBeLessThan(2);
  });

  it('is not known without keyframes', () => {
    expect(estimateDensity([], 10)).toBeNull();
    expect(estimateDensity([{ time: 1, key: false }], 10)).toBeNull();
  });
});

it('reads packet lines and leaves out those without a time', () => {
  expect(['12.500000,K__', '0.04,___', 'N/A,K__', ''].map(parsePacket)).toEqual([
    { time: 12.5, key: true },
    { time: 0.04, key: false },
    null,
    null,
  ]);
});

it('asks for five short stretches of one stream', () => {
  expect(sampleQuestions(2, 100)).toEqual([
    '-select_streams',
    '2',
    '-show_entries',
    'packet=pts_time,flags',
    '-read_intervals',
    '7.400%+#60,39.761%+#60,52.121%+#60,64.482%+#60,96.843%+#60',
    '-of',
    'csv=p=0',
  ]);
});
