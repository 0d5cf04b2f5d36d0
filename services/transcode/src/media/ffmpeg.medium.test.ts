import { execFile } from 'node:child_process';
import { copyFile, mkdir, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { SheetLayout } from '@reelm/contracts';
import { temporaryFolder, type TemporaryFolder } from '@reelm/testing';
import { AppError } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FfmpegRepository, type Sheet } from './ffmpeg.repository.js';
import { spriteVtt } from './sheet.js';
import { chooseTechnique, type Plan, type Source, type Technique } from './technique.js';
import { withinMemory } from './memory.js';
import { ToolsRepository } from './tools.repository.js';

const run = promisify(execFile);
const tools = new ToolsRepository();
let folder: TemporaryFolder;
let scratch: string;
let repository: FfmpegRepository;

beforeAll(async () => {
  folder = await temporaryFolder();
  scratch = join(folder.path, 'scratch');
  repository = new FfmpegRepository(tools, scratch);
});
afterAll(async () => {
  expect(await readdir(scratch)).toEqual([]);
  await folder.remove();
});

/** Makes a file with ffmpeg's own generators; the arguments stand between the generator and the name. */
async function make(name: string, generator: string, args: readonly string[]): Promise<string> {
  const path = join(folder.path, name);
  await mkdir(dirname(path), { recursive: true });
  await run((await tools.find()).ffmpeg.path, ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', generator, ...args, `file:${path}`]);
  return path;
}
const h264 = (gop: number) => [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-g',
  String(gop),
  '-keyint_min',
  String(gop),
  '-sc_threshold',
  '0',
  '-pix_fmt',
  'yuv420p',
];
/** A picture whose brightness tells its time: 30 + 3 × seconds. */
const clock = (seconds: number) => `nullsrc=s=320x180:r=25:d=${seconds},geq=lum='30+3*T':cb=128:cr=128`;

const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.toReason() : error),
  );
const probeProblemOf = (path: string) => problemOf(repository.probe(path));
const picturesOf = async (path: string, from = repository) => from.pictures(path, await from.probe(path));

/** Mean brightness (video range) of the middle of each cell of a sheet. */
async function cellBrightness(
  jpeg: Buffer,
  layout: Pick<SheetLayout, 'columns' | 'rows' | 'cellWidth' | 'cellHeight'>,
  count = 1,
): Promise<number[]> {
  const path = join(folder.path, 'sheet.jpg');
  await writeFile(path, jpeg);
  const { stdout } = await run(
    (await tools.find()).ffmpeg.path,
    ['-v', 'error', '-i', path, '-vf', 'extractplanes=y', '-f', 'rawvideo', '-'],
    { encoding: 'buffer', maxBuffer: 64e6 },
  );
  const { columns, rows, cellWidth, cellHeight } = layout;
  expect(stdout.length).toBe(columns * cellWidth * rows * cellHeight);
  return Array.from({ length: count }, (_, cell) => {
    const left = (cell % columns) * cellWidth + Math.floor(cellWidth / 4);
    const top = Math.floor(cell / columns) * cellHeight + Math.floor(cellHeight / 4);
    let sum = 0;
    let pixels = 0;
    for (let y = top; y < top + cellHeight / 2; y += 1) {
      for (let x = left; x < left + cellWidth / 2; x += 1) {
        sum += stdout[y * columns * cellWidth + x] ?? 0;
        pixels += 1;
      }
    }
    return 16 + (sum / pixels / 255) * 219;
  });
}

/** Whether every cell shows the moment that the layout tells, within a sixth of a second. */
async function expectTrueTimes({ jpeg, layout }: Sheet): Promise<void> {
  const brightness = await cellBrightness(jpeg, layout, layout.times.length);
  for (const [cell, time] of layout.times.entries())
    expect(Math.abs((brightness[cell] ?? 0) - 30 - time * 3), `cell ${cell} at ${time}`).toBeLessThan(1.5);
}

describe('the look', () => {
  const scenes =
    'testsrc=s=320x180:r=25:d=6[a];mandelbrot=s=320x180:r=25:end_scale=0.2,trim=duration=6[b];smptebars=s=320x180:r=25:d=6[c];[a][b][c]concat=n=3';
  let path: string;
  beforeAll(async () => {
    path = await make('scenes.mp4', scenes, h264(25));
  });

  it.each<Technique>([{ kind: 'keyframe-pass' }, { kind: 'accurate-seeks' }, { kind: 'full-decode', referencesOnly: false }])(
    'tells of cuts and colours, and has a hash for each cell: $kind',
    async (technique) => {
      const forced = new FfmpegRepository(tools, scratch, (source: Source): Plan => ({ ...chooseTechnique(source), technique, cells: 18 }));
      const { look, sprite, cover } = await picturesOf(path, forced);
      const cuts = look.cuts?.map(({ seconds }) => seconds) ?? [];
      expect(cuts).toHaveLength(2);
      // A cut is seen at the first frame looked at behind it.
      expect(cuts.map((seconds, at) => seconds - 6 * (at + 1)).every((late) => late >= 0 && late < 1.1)).toBe(true);
      expect(look.hashes).toHaveLength(sprite.layout.times.length);
      expect(look.colours.length).toBeGreaterThan(2);
      expect(Buffer.from(look.placeholder, 'base64')).toHaveLength(36);
      expect(sprite.layout.times).toContain(cover.seconds);
    },
  );
});

describe('times', () => {
  let path: string;
  beforeAll(async () => {
    path = await make('clock.mp4', clock(60), h264(50));
  });

  it.each<Technique>([
    { kind: 'keyframe-pass' },
    { kind: 'keyframe-seeks' },
    { kind: 'accurate-seeks' },
    { kind: 'full-decode', referencesOnly: true },
    { kind: 'full-decode', referencesOnly: false },
  ])('are those of the pictures shown: $kind', async (technique) => {
    const forced = new FfmpegRepository(tools, scratch, (source: Source): Plan => ({ ...chooseTechnique(source), technique, cells: 25 }));
    const { sprite, frames, technique: used } = await picturesOf(path, forced);
    expect(used).toBe(technique.kind);
    for (const sheet of [sprite, frames]) {
      const { times } = sheet.layout;
      expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      await expectTrueTimes(sheet);
    }
    expect(sprite.layout.times.length).toBe(25);
    expect(sprite.layout.times.at(-1)).toBeGreaterThan(50);
    expect(frames.layout.times.length).toBeGreaterThanOrEqual(12);
  });

  it('are relative to the start of a file that does not start at zero', async () => {
    const shifted = join(folder.path, 'shifted.ts');
    await run((await tools.find()).ffmpeg.path, ['-v', 'error', '-i', path, '-c', 'copy', '-output_ts_offset', '1000', shifted]);
    for (const kind of ['keyframe-pass', 'keyframe-seeks', 'accurate-seeks'] as const) {
      const forced = new FfmpegRepository(tools, scratch, (source: Source): Plan => ({
        ...chooseTechnique(source),
        technique: { kind },
        cells: 9,
      }));
      await expectTrueTimes((await picturesOf(shifted, forced)).sprite);
    }
  });

  it('stand in the VTT', async () => {
    const { sprite, durationSeconds } = await picturesOf(path);
    const cues = spriteVtt(sprite.layout, durationSeconds).match(/-->/g);
    expect(cues).toHaveLength(sprite.layout.times.length);
  });
});

describe('pictures', () => {
  it('are the same bytes for the same input', async () => {
    const path = await make('same.mp4', 'testsrc2=s=320x180:r=25:d=3', h264(25));
    const [first, second] = [await picturesOf(path), await picturesOf(path)];
    expect(second).toEqual(first);
  });

  it('show something else in each cell of a short file, and one cell of a single frame', async () => {
    const short = await picturesOf(await make('short.mp4', 'testsrc2=s=320x180:r=25:d=2', h264(250)));
    expect(short.sprite.layout).toMatchObject({ columns: 2, rows: 2, times: [0, 0.52, 1, 1.52] });
    const single = await picturesOf(await make('single.mp4', 'testsrc2=s=320x180:r=25:d=0.04', h264(1)));
    expect(single.sprite.layout.times).toEqual([0]);
  });

  it('take no black frame as cover when there is a better one', async () => {
    const path = await make('fade.mp4', 'testsrc2=s=320x180:r=25:d=6', ['-vf', 'fade=in:st=0:d=3', ...h264(25)]);
    const { cover } = await picturesOf(path);
    const [brightness] = await cellBrightness(cover.jpeg, { columns: 1, rows: 1, cellWidth: 320, cellHeight: 180 });
    expect(brightness).toBeGreaterThan(60);
  });

  it('come from a file whose length is not told', async () => {
    const path = join(folder.path, 'piped.mkv');
    const generate = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=4', ...h264(25), '-f', 'matroska', '-'];
    await writeFile(path, (await run((await tools.find()).ffmpeg.path, generate, { encoding: 'buffer', maxBuffer: 64e6 })).stdout);
    expect((await repository.probe(path)).media.durationSeconds).toBeNull();
    const { sprite, durationSeconds } = await picturesOf(path);
    expect(durationSeconds).toBeCloseTo(4, 2);
    expect(sprite.layout.times).toHaveLength(8);
  });

  it('come from an interlaced and from an HDR file', async () => {
    const interlaced = await make('interlaced.mpg', 'testsrc2=s=720x576:r=25:d=2', [
      '-c:v',
      'mpeg2video',
      '-flags',
      '+ilme+ildct',
      '-g',
      '12',
    ]);
    expect((await picturesOf(interlaced)).sprite.layout.times).toHaveLength(4);
    const hdr = await make(
      'hdr.mkv',
      'testsrc2=s=320x180:r=25:d=2,format=yuv420p10le,setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc',
      [
        '-c:v',
        'libx265',
        '-preset',
        'ultrafast',
        '-x265-params',
        'log-level=none:transfer=smpte2084:colorprim=bt2020:colormatrix=bt2020nc',
      ],
    );
    expect((await repository.probe(hdr)).media.hdr).toBe(true);
    expect((await picturesOf(hdr)).sprite.layout.times).toHaveLength(4);
  });

  it('tell how far they are', async () => {
    const path = await make('progress.mp4', 'testsrc2=s=320x180:r=25:d=5', h264(25));
    const told: number[][] = [];
    await repository.pictures(path, await repository.probe(path), { progress: (done, total) => told.push([done, total]) });
    expect(told.at(-1)).toEqual([10, 10]);
  });
});

describe('a file that is not what it should be', () => {
  let film: string;
  beforeAll(async () => {
    film = await make('film.ts', 'testsrc2=s=320x180:r=25:d=4', [...h264(25), '-shortest']);
  });
  const write = async (name: string, text: string) => {
    const path = join(folder.path, name);
    await writeFile(path, text);
    return path;
  };

  it('is opened whatever its name looks like', async () => {
    for (const name of [
      '-y.mkv',
      '--help.mkv',
      'concat:a|b.mkv',
      '$(touch hacked).mkv',
      'two\nlines.mkv',
      'a%03d.mkv',
      "it's [x]; {y}, z=1.mkv",
      'ünïcödé 🎬.mkv',
    ]) {
      const path = join(folder.path, 'names', name);
      await mkdir(dirname(path), { recursive: true });
      await copyFile(film, path);
      expect((await picturesOf(path)).sprite.layout.times.length, name).toBe(8);
    }
    expect(await readdir(join(folder.path, 'names'))).not.toContain('hacked');
  });

  it('as a playlist reads no other file and asks no server', async () => {
    let hits = 0;
    const server = createServer((_, response) => {
      hits += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.ts`;
    const hls = (target: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10,\n${target}\n#EXT-X-ENDLIST\n`;
    const sdp = `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n`;
    const mpd = `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011" type="static" mediaPresentationDuration="PT4S"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${url}</BaseURL></Representation></AdaptationSet></Period></MPD>`;
    const scripts: [string, string, string][] = [
      ['hls', 'local.mp4', hls(`file://${film}`)],
      ['hls', 'relative.mp4', hls(basename(film))],
      ['hls', 'remote.mp4', hls(url)],
      ['concat', 'concat.mp4', `ffconcat version 1.0\nfile ${basename(film)}\n`],
      ['dash', 'dash.mp4', mpd],
      ['sdp', 'sdp.mp4', sdp],
    ];
    for (const [format, name, text] of scripts) {
      expect(await probeProblemOf(await write(name, text)), name).toMatchObject({ code: 'media.unsupported', details: { format } });
    }
    server.close();
    expect(hits).toBe(0);
  });

  it('in MagicYUV is refused by its name, in the probe and in the decoder', async () => {
    for (const name of ['magic.mkv', 'magic.avi', 'magic.mov']) {
      const path = await make(name, 'testsrc2=s=320x180:r=25:d=1', ['-c:v', 'magicyuv']);
      expect(await probeProblemOf(path), name).toMatchObject({ code: 'media.unsupported', details: { format: 'magicyuv' } });
      // Even when it is told that this is something harmless, no decoder for it is opened.
      const lied = { ...(await repository.probe(film)) };
      expect(await problemOf(repository.pictures(path, lied)), name).toMatchObject({ code: 'media.undecodable' });
    }
  });

  it('as picture, text, sound or nothing at all has its own error', async () => {
    const picture = await make('picture.jpg', 'testsrc2=s=64x64', ['-frames:v', '1']);
    const renamed = join(folder.path, 'picture.mp4');
    await copyFile(picture, renamed);
    expect(await probeProblemOf(renamed)).toMatchObject({ code: 'media.unsupported' });
    expect(await probeProblemOf(await write('text.mp4', 'just some words, no film at all'))).toMatchObject({ code: 'media.unreadable' });
    expect(await probeProblemOf(await write('empty.mp4', ''))).toMatchObject({ code: 'media.empty' });
    expect(await probeProblemOf(await make('sound.mp4', 'sine=d=1', ['-c:a', 'aac']))).toMatchObject({
      code: 'media.no_video',
      details: { streams: 'audio (aac)' },
    });
    expect(await probeProblemOf(join(folder.path, 'not there.mp4'))).toMatchObject({ code: 'media.vanished' });
  });

  it('with sound and cover art alone has no picture', async () => {
    const art = await make('art.png', 'testsrc2=s=64x64', ['-frames:v', '1']);
    const song = join(folder.path, 'song.m4a');
    await run((await tools.find()).ffmpeg.path, [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'sine=d=1',
      '-i',
      art,
      '-map',
      '0',
      '-map',
      '1',
      '-c:a',
      'aac',
      '-c:v',
      'mjpeg',
      '-disposition:v',
      'attached_pic',
      song,
    ]);
    expect(await probeProblemOf(song)).toMatchObject({
      code: 'media.no_video',
      details: { streams: 'audio (aac), cover picture (mjpeg)' },
    });
  });

  it('of more pixels than fit in memory is refused before a frame of it is decoded', async () => {
    const path = await make('huge.mkv', 'color=s=16384x4200:r=1:d=1', ['-frames:v', '1', '-c:v', 'mjpeg', '-threads', '1']);
    expect(await probeProblemOf(path)).toMatchObject({ code: 'media.too_large', details: { width: 16384, height: 4200 } });
  });

  it('of ten gigabytes of nothing is refused quickly', async () => {
    const path = await write('sparse.mp4', '');
    await truncate(path, 10 * 1024 ** 3);
    expect(await probeProblemOf(path)).toMatchObject({ code: expect.stringMatching(/^media\.(unreadable|unsupported)$/) });
    await rm(path);
  });

  it('that is cut off or damaged gives what can be decoded', async () => {
    const whole = await make('whole.mp4', 'testsrc2=s=640x360:r=25:d=6', [...h264(25), '-movflags', '+faststart']);
    await truncate(whole, Math.round((await stat(whole)).size / 2));
    const { sprite } = await picturesOf(whole);
    expect(sprite.layout.times.length).toBeGreaterThanOrEqual(4);
    expect(sprite.layout.times.length).toBeLessThan(12);
  });

  it('that holds no frame at all is undecodable', async () => {
    const hollow = await make('hollow.mp4', 'testsrc2=s=320x180:r=25:d=2', [...h264(25), '-movflags', '+faststart']);
    const file = await open(hollow, 'r+');
    const { size } = await file.stat();
    const head = Buffer.alloc(size);
    await file.read(head, 0, size, 0);
    const media = head.indexOf('mdat') + 4;
    await file.write(Buffer.alloc(size - media), 0, size - media, media);
    await file.close();
    expect(await problemOf(picturesOf(hollow))).toMatchObject({ code: 'media.undecodable' });
  });
});

it('stops at once when told to, and leaves nothing behind', async () => {
  const path = await make('long.mp4', 'testsrc2=s=1280x720:r=30:d=20', h264(600));
  const probe = await repository.probe(path);
  const controller = new AbortController();
  const work = repository.pictures(path, probe, {
    signal: controller.signal,
    progress: () => controller.abort(new AppError('job.cancelled')),
  });
  expect(await problemOf(work)).toMatchObject({ code: 'job.cancelled' });
  expect(await readdir(scratch)).toEqual([]);
});

it('does not blame the file when the system kills the tool', async () => {
  const path = await make('innocent.mp4', 'testsrc2=s=64x64:r=25:d=1', h264(5));
  const killed = join(folder.path, 'killed.sh');
  await writeFile(killed, '#!/bin/sh\nkill -9 $$\n', { mode: 0o755 });
  const found = await tools.find();
  const withoutMemory = new ToolsRepository();
  withoutMemory.find = () =>
    Promise.resolve({ ...found, ffmpeg: { ...found.ffmpeg, path: killed }, ffprobe: { ...found.ffprobe, path: killed } });
  const starved = new FfmpegRepository(withoutMemory, scratch);
  expect(await problemOf(starved.probe(path))).toMatchObject({ code: 'media.out_of_memory', details: { tool: 'ffprobe' } });
  const probe = await repository.probe(path);
  expect(await problemOf(starved.pictures(path, probe))).toMatchObject({ code: 'media.out_of_memory' });
  expect(await readdir(scratch)).toEqual([]);
});

it('makes do with fewer pictures at a time where there is no memory for more', async () => {
  const path = await make('many references.mp4', 'testsrc2=s=1920x1080:r=25:d=3', [...h264(12), '-refs', '4', '-bf', '2']);
  const probe = await repository.probe(path);
  const tight = join(folder.path, 'tight.sh');
  const found = await tools.find();
  // ffmpeg alone takes 250 MiB of addresses, a decoder of such a film 50 to 90 more; four of them do not fit.
  await writeFile(tight, `#!/bin/sh\nexec prlimit --as=${450 * 1024 ** 2} ${found.ffmpeg.path} "$@"\n`, { mode: 0o755 });
  const tightTools = new ToolsRepository();
  tightTools.find = () => Promise.resolve({ ...found, ffmpeg: { ...found.ffmpeg, path: tight } });
  const jumps = new FfmpegRepository(tightTools, scratch, () => ({ technique: { kind: 'accurate-seeks' }, cells: 6, estimateSeconds: 5 }));
  expect(await problemOf(jumps.pictures(path, probe))).toMatchObject({ code: 'media.out_of_memory', details: { tool: 'ffmpeg' } });
  const { sprite, cover } = await withinMemory(new AbortController().signal, (frugal) => jumps.pictures(path, probe, { frugal }));
  expect(sprite.layout.times.length).toBeGreaterThan(3);
  expect(cover.jpeg.length).toBeGreaterThan(1_000);
  expect(await readdir(scratch)).toEqual([]);
});

it('removes what killed runs left, but not what others use', async () => {
  const started = (await readFile(`/proc/${process.ppid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')[19];
  const living = `run-${process.ppid}.${started}-abc`;
  // Its number is in use again, by a process that began at another time.
  const dead = `run-${process.ppid}.1-def`;
  for (const name of [living, dead, 'run-999999999.5-ghi', 'something else']) await mkdir(join(scratch, name), { recursive: true });
  await repository.removeLeftovers();
  expect(await readdir(scratch)).toEqual([living]);
  await rm(join(scratch, living), { recursive: true });
});
