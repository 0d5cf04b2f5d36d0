import type { ProcessResult } from '@reelm/service-kit';
import { describe, expect, it, vi } from 'vitest';
import { StreamRun } from './stream-run.js';
import { streamEpochSeconds } from './stream-arguments.js';
import { convertedTimeline } from './timeline.js';

const box = (type: string, ...bodies: Buffer[]): Buffer => {
  const body = Buffer.concat(bodies);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};
const ticks = 1_000;
const hdlr = box('hdlr', words(0, 0), Buffer.from('vide'));
const moov = box('moov', box('trak', box('tkhd', words(0, 0, 0, 1)), box('mdia', box('mdhd', words(0, 0, 0, ticks)), hdlr)));
/** A fragment of one picture of a second. */
const fragment = (seconds: number): Buffer => {
  const at = (seconds + streamEpochSeconds) * ticks;
  const traf = box('traf', box('tfhd', words(0, 1)), box('tfdt', words(0, at)), box('trun', words(0x100, 1, ticks)));
  return Buffer.concat([box('moof', traf), box('mdat', Buffer.alloc(10))]);
};

const ended: ProcessResult = { code: 0, signal: null, stdout: Buffer.alloc(0), stderr: '' };

/** A run over 400 s whose ffmpeg writes a fragment as often as it may. */
function started(from = 0, firstSeconds = from) {
  let clock = 0;
  const made: number[] = [];
  const run = new StreamRun({
    path: '/film.mkv',
    timeline: convertedTimeline({ startSeconds: 0, endSeconds: 400 }),
    from,
    load: 1,
    reachSeconds: 6,
    now: () => clock,
    onInit: () => undefined,
    onSegment: async (index) => void made.push(index),
    start: async (signal, onStdout) => {
      await onStdout(Buffer.concat([box('ftyp'), moov]));
      for (let at = firstSeconds; at < 400 && !signal.aborted; at += 1) await onStdout(fragment(at));
      signal.throwIfAborted();
      return ended;
    },
  });
  run.request(from, 'a');
  const done = run.run();
  done.catch(() => undefined);
  return { run, made, done, pass: (ms: number) => (clock += ms) };
}

const settled = (made: number[], count: number) => vi.waitFor(() => expect(made).toHaveLength(count), 10_000);

describe('a run', () => {
  it('works a minute ahead of those who watch, and on when they do', async () => {
    const { run, made, done } = started();
    await settled(made, 62);
    expect(run.isWorking).toBe(false);
    run.request(10, 'a');
    await settled(made, 72);
    run.request(399, 'a');
    await done;
    expect(made).toHaveLength(400);
  });

  it('hands a segment over when its last picture ends, not when the next one begins', async () => {
    const made: number[] = [];
    let write: (chunk: Buffer) => Promise<void> | void = () => undefined;
    let end = (): void => undefined;
    const run = new StreamRun({
      path: '/film.mkv',
      timeline: { originSeconds: 0, borders: [0, 2, 5], endSeconds: 7 },
      from: 0,
      load: 1,
      reachSeconds: 6,
      onInit: () => undefined,
      onSegment: async (index) => void made.push(index),
      start: (_, onStdout) =>
        new Promise((resolve) => {
          write = onStdout;
          end = () => resolve(ended);
        }),
    });
    const done = run.run();
    await write(Buffer.concat([box('ftyp'), moov]));
    const after: number[][] = [];
    for (const seconds of [0, 1, 2, 3, 4, 5, 6]) {
      await write(fragment(seconds));
      after.push([...made]);
    }
    end();
    await done;
    expect(after).toEqual([[], [0], [0], [0], [0, 1], [0, 1], [0, 1]]);
    // Sound may come after the last picture.
    expect(made).toEqual([0, 1, 2]);
  });

  it('throws away what comes before the wanted place', async () => {
    const { run, made } = started(50, 46);
    await settled(made, 62);
    expect(made[0]).toBe(50);
    run.stop();
  });

  it('covers what it made and what is near, not what is far', async () => {
    const { run, made } = started(50);
    await settled(made, 62);
    expect([49, 50, 111, 112, 118, 119].map((index) => run.covers(index))).toEqual([false, true, true, true, true, false]);
    expect([111, 112].map((index) => run.willMake(index))).toEqual([false, true]);
    run.stop();
  });

  it('ends when all have gone elsewhere, or nobody asks for half a minute', async () => {
    const gone = started();
    gone.run.request(1, 'b');
    gone.run.leave('a');
    expect(gone.run.isAlive).toBe(true);
    gone.run.leave('b');
    await gone.done;
    expect(gone.run.isAlive).toBe(false);

    const forsaken = started();
    forsaken.pass(29_000);
    forsaken.run.stopIfForsaken();
    expect(forsaken.run.isAlive).toBe(true);
    forsaken.pass(2_000);
    forsaken.run.stopIfForsaken();
    await forsaken.done;
    expect(forsaken.run.isAlive).toBe(false);
  });
});
