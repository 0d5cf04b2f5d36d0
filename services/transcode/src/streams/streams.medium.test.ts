import { events, PlaybackClient, type FileState } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePieces, readPlaylist, readSegment, type SegmentFacts } from '../testing/hls.js';
import { ffmpeg, TranscodeHouse } from '../testing/transcode.js';
import { PlaybackService, type PlaybackQuestion } from './playback.service.js';

let house: TranscodeHouse;
const browser = PlaybackClient.parse({
  containers: ['mp4', 'webm'],
  videoCodecs: ['h264', 'vp8', 'vp9', 'av1'],
  audioCodecs: ['aac', 'mp3', 'opus', 'vorbis'],
});
let film: FileState;

/** 20 s of a running counter with sound, coded as films are: frames that refer to later ones, a keyframe in 48. */
const coding = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-bf',
  '2',
  '-g',
  '48',
  '-keyint_min',
  '48',
  '-sc_threshold',
  '0',
  '-pix_fmt',
  'yuv420p',
];
const inputs = (seconds: number) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=640x360:r=24:d=${seconds}`,
  '-f',
  'lavfi',
  '-i',
  `sine=f=440:r=48000:d=${seconds}`,
];

const add = async (name: string, args: readonly string[]): Promise<FileState> => {
  await ffmpeg([...args, `${house.libraryPath}/${name}`]);
  const file = await house.stateOnDisk(name);
  await house.publish(events.fileAdded, file);
  await house.untilTold(events.fileAnalyzed, file.fileId);
  return file;
};

beforeAll(async () => {
  house = await TranscodeHouse.start();
  film = await add('film.mkv', [...inputs(20), ...coding, '-c:a', 'aac']);
});
afterAll(() => house.stop());

const plan = (question: Partial<PlaybackQuestion> & { fileId: string }) =>
  house.service.app.get(PlaybackService).plan({ range: null, client: browser, audioTrack: null, ...question });

const get = async (path: string): Promise<Buffer> => {
  const answer = await fetch(`${house.service.url}/streams/${path}`);
  const body = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${body.toString()}`);
  return body;
};

interface Played {
  init: Buffer;
  pieces: Map<number, Buffer>;
  facts: Map<number, SegmentFacts>;
}

/** Asks for segments in an order, and looks at each. */
async function play(folder: string, order: (count: number) => readonly number[]): Promise<Played> {
  const playlist = readPlaylist((await get(`${folder}/index.m3u8?v=&player=p`.replace('v=&', ''))).toString());
  const init = await get(`${folder}/${playlist.initUri}`);
  const pieces = new Map<number, Buffer>();
  const facts = new Map<number, SegmentFacts>();
  for (const index of order(playlist.segments.length)) {
    const segment = playlist.segments[index];
    if (segment === undefined) throw new Error(`no segment ${index}`);
    const piece = await get(`${folder}/${segment.uri}`);
    pieces.set(index, piece);
    const found = readSegment(init, piece);
    facts.set(index, found);
    expect(found.video.shown).toBeGreaterThan(segment.startSeconds - 0.03);
    expect(found.video.shown).toBeLessThan(segment.startSeconds + 0.1);
  }
  return { init, pieces, facts };
}

const forward = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Every segment goes on where the one before it ended: no gap in the picture, none in the sound, no drift between the two. */
function expectContinuous({ facts }: Played): void {
  for (const [index, { video, audio }] of facts) {
    const before = facts.get(index - 1);
    if (before === undefined) continue;
    expect(Math.abs(video.start - before.video.end)).toBeLessThan(0.003);
    if (audio === null || before.audio === null) continue;
    expect(audio.start - before.audio.end).toBeLessThan(0.002);
    expect(before.audio.end - audio.start).toBeLessThan(0.03);
  }
}

describe.each([
  ['copied', 'copy/copy-0'],
  ['copied with converted sound', 'copy/aac-0'],
  ['converted', '240p/aac-0'],
])('a stream that is %s', (_, kind) => {
  it('is complete, continuous and can be decoded', async () => {
    const played = await play(`${film.fileId}/${kind}`, forward);
    expectContinuous(played);
    const all = await decodePieces(house.folder, [played.init, ...played.pieces.values()]);
    expect(all.complaints).toBe('');
    // Sound ends a little after the picture; what is converted shows the last picture until then.
    expect(all.frames - 480).toBeLessThanOrEqual(1);
    expect(all.frames).toBeGreaterThanOrEqual(480);
  });
});
it('plan', async () => {
  console.log(JSON.stringify(await plan({ fileId: film.fileId }), null, 1));
});
