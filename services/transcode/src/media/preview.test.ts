import type { ArtifactSettings, MediaInfo } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { atKeyframes, clipArguments, planPreview } from './preview.js';
import type { VideoStream } from './probe.js';

const settings: ArtifactSettings['preview'] = { automatic: true, clips: 4, clipSeconds: 1, height: 360, quality: 'normal', webp: false };
const media = { width: 1920, height: 1080 } as MediaInfo;
const video: VideoStream = {
  index: 2,
  codec: 'h264',
  codedWidth: 1920,
  codedHeight: 1080,
  interlaced: false,
  hdrTransfer: null,
  fullRange: false,
};

describe('a preview', () => {
  it('shows moments spread over the film, but not its ends', () => {
    expect(planPreview(media, 100, settings)).toMatchObject({
      starts: [5, 27.5, 50, 72.5],
      clipSeconds: 1,
      size: { width: 640, height: 360 },
    });
  });

  it('of a film that is hardly longer is its beginning', () => {
    expect(planPreview(media, 5, settings)).toMatchObject({ starts: [0], clipSeconds: 4 });
    expect(planPreview(media, 2, settings)).toMatchObject({ starts: [0], clipSeconds: 2 });
  });

  it('of an upright film is no higher than was chosen', () => {
    expect(planPreview({ ...media, width: 1080, height: 1920 }, 100, settings).size).toEqual({ width: 202, height: 360 });
  });

  it('is read and written as its plan says', () => {
    const args = clipArguments('/films/-y.mkv', video, planPreview(media, 100, settings), 1, 'plain');
    const after = (name: string) => args[args.indexOf(name) + 1];
    expect(after('-i')).toBe('file:/films/-y.mkv');
    expect(after('-ss')).toBe('27.500');
    expect(args.indexOf('-ss')).toBeLessThan(args.indexOf('-i'));
    expect(after('-filter_complex')).toBe(
      '[0:2]fps=24:start_time=0,scale=640:360:flags=area:out_range=limited,format=yuv420p,setsar=1[clip]',
    );
    expect([after('-t'), after('-output_ts_offset'), after('-crf')]).toEqual(['1.000', '2.000', '27']);
    expect(args.at(-1)).toBe('clip-1.ts');
  });
});

describe('starts at keyframes', () => {
  const key = (time: number) => ({ time, key: true });

  it('lie a little behind the keyframe before each', () => {
    expect(atKeyframes([5, 27.5, 50], [key(4), key(20), key(49.5), { time: 27, key: false }])).toEqual([4.17, 20.17, 49.67]);
  });

  it('are no two at the same keyframe', () => {
    expect(atKeyframes([5, 15], [key(0)])).toEqual([0.17, 15]);
  });

  it('stay at the very beginning', () => {
    expect(atKeyframes([0], [key(0)])).toEqual([0]);
  });

  it('stay where keyframes are far away, or not known', () => {
    expect(atKeyframes([5, 100], [key(50_000)])).toEqual([5, 100]);
    expect(atKeyframes([100], [key(10)])).toEqual([100]);
    expect(atKeyframes([100], [])).toEqual([100]);
  });
});
