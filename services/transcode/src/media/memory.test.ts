import { AppError } from '@reelm/service-kit';
import { describe, expect, it } from 'vitest';
import { assertHadMemory, withinMemory } from './memory.js';

const ended = (changes: object) => ({ code: 1, signal: null, stdout: Buffer.alloc(0), stderr: '', ...changes });

describe('assertHadMemory', () => {
  it.each([
    ['was killed', { code: null, signal: 'SIGKILL' as const }],
    ['got no memory', { stderr: '[h264 @ 0x55] get_buffer() failed\n' }],
    ['could not even start', { code: 127, stderr: 'libx264.so.164: failed to map segment from shared object\n' }],
    ['said so', { stderr: 'film.mp4: Cannot allocate memory\n' }],
  ])('blames the memory where the tool %s', (_, changes) => {
    expect(() => assertHadMemory(ended(changes), 'ffmpeg')).toThrow(/stopped ffmpeg/);
  });

  it.each([
    ['ended well', { code: 0, stderr: 'Cannot allocate memory for one packet\n' }],
    ['could not read the file', { stderr: 'moov atom not found\n' }],
    ['was told to stop', { code: null, signal: 'SIGTERM' as const }],
  ])('does not where the tool %s', (_, changes) => {
    expect(() => assertHadMemory(ended(changes), 'ffmpeg')).not.toThrow();
  });
});

describe('withinMemory', () => {
  const { signal } = new AbortController();
  const hungry = () => Promise.reject(new AppError('media.out_of_memory', { tool: 'ffmpeg' }));

  it('tries once more, with less', async () => {
    const tries: boolean[] = [];
    const work = (frugal: boolean) => {
      tries.push(frugal);
      return frugal ? Promise.resolve('little') : hungry();
    };
    expect(await withinMemory(signal, work)).toBe('little');
    expect(tries).toEqual([false, true]);
  });

  it('does not try again what failed otherwise, or what was cancelled meanwhile', async () => {
    let tries = 0;
    const broken = () => Promise.reject(new AppError('media.undecodable', { problem: `try ${++tries}` }));
    await expect(withinMemory(signal, broken)).rejects.toMatchObject({ code: 'media.undecodable' });
    const cancelled = () => {
      tries += 1;
      return hungry();
    };
    await expect(withinMemory(AbortSignal.abort(), cancelled)).rejects.toThrow();
    expect(tries).toBe(2);
  });
});
