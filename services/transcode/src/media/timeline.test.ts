import { describe, expect, it } from 'vitest';
import { LevelMeter, motionOf } from './timeline.js';

const samples = (seconds: number, level: (second: number) => number): Buffer => {
  const values = Int16Array.from({ length: seconds * 8_000 }, (_, at) => Math.round(level(at / 8_000) * 32_767 * (at % 2 === 0 ? 1 : -1)));
  return Buffer.from(values.buffer);
};

describe('loudness', () => {
  it('follows the sound', () => {
    const meter = new LevelMeter(4);
    meter.add(samples(4, (second) => (second < 1 ? 0 : second < 2 ? 0.1 : 1)));
    const { waveform, loudness } = meter.read();
    expect(waveform).toHaveLength(40);
    expect([waveform?.[0], waveform?.[15], waveform?.[35]]).toEqual([0, 26, 255]);
    // 0.1 is -20 dB, a third of the way down to -60.
    expect(loudness).toEqual([0, 67, 100, 100]);
  });

  it('does not care where chunks begin', () => {
    const sound = samples(2, (second) => second / 2);
    const [whole, pieces] = [new LevelMeter(2), new LevelMeter(2)];
    whole.add(sound);
    for (let at = 0; at < sound.length; at += 777) pieces.add(sound.subarray(at, at + 777));
    expect(pieces.read()).toEqual(whole.read());
    expect(pieces.seconds).toBe(2);
  });

  it('is not known where there is no sound', () => {
    expect(new LevelMeter(10).read()).toEqual({ waveform: null, loudness: null });
  });

  it('has no more parts than are of use, and keeps sound that is too long at the end', () => {
    const meter = new LevelMeter(3_600);
    expect(meter.read().waveform).toBeNull();
    meter.add(samples(1, () => 0.5));
    expect([meter.read().waveform?.length, meter.read().loudness?.length]).toEqual([2_000, 500]);
    const short = new LevelMeter(1);
    short.add(samples(3, (second) => (second > 2 ? 1 : 0)));
    expect(short.read().waveform?.at(-1)).toBe(255);
  });
});

const list = (packets: readonly { seconds: number; size: number; key?: boolean }[]): string =>
  ['#software: x', '#tb 0: 1/1000', '#media_type 0: video']
    .concat(
      packets.map(({ seconds, size, key }) => `0, ${seconds * 1_000}, ${seconds * 1_000}, 40, ${size}, 0x12345678${key ? '' : ', F=0x0'}`),
    )
    .join('\n');

describe('motion', () => {
  it('is the size of what lies between keyframes', () => {
    const packets = Array.from({ length: 40 }, (_, at) => ({ seconds: at / 10, size: at < 20 ? 100 : 1_000, key: at % 10 === 0 }));
    expect(motionOf(list(packets), 4)).toEqual([10, 10, 100, 100]);
  });

  it('is not flattened by one flash', () => {
    const packets = Array.from({ length: 1_000 }, (_, at) => ({
      seconds: at / 10,
      size: at === 500 ? 1_000_000 : 100,
      key: at % 100 === 99,
    }));
    const motion = motionOf(list(packets), 100);
    expect(motion?.[0]).toBeGreaterThan(80);
    expect(motion?.[50]).toBe(100);
  });

  it('cannot be told of films of keyframes alone, nor of none', () => {
    expect(motionOf(list(Array.from({ length: 10 }, (_, at) => ({ seconds: at, size: 100, key: true }))), 10)).toBeNull();
    expect(motionOf('', 10)).toBeNull();
  });

  it('takes the other time stamp where one is missing', () => {
    const lines = '#tb 0: 1/10\n0, 5, -9223372036854775808, 1, 10, 0x0, F=0x0\n0, 15, -9223372036854775808, 1, 10, 0x0, F=0x0';
    expect(motionOf(lines, 2)).toEqual([100, 100]);
  });
});
