import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Look, SheetLayout } from '@reelm/contracts';
import { AppError, inSpan, runProcess, type ProcessResult } from '@reelm/service-kit';
import {
  assembleArguments,
  frameArguments,
  outputs,
  passArguments,
  planSeeks,
  seekArguments,
  seeksPerRun,
  type Colours,
  type PicturesRequest,
  type Seek,
} from './arguments.js';
import { readBmp, type Picture } from './bmp.js';
import { chooseCover } from './cover.js';
import { ffprobeArguments, runLimits, standsBack } from './framing.js';
import { parseFrameLog, type LoggedFrame, type PictureStatistics } from './frame-log.js';
import { estimateDensity, parsePacket, sampleQuestions, scanQuestions, type Packet } from './keyframes.js';
import { lookOf, rawCellBytes, sampleSide, type RawCell } from './look.js';
import { assertHadMemory } from './memory.js';
import { decodeProblem, probeProblem } from './problems.js';
import { interpretProbe, probeQuestions, ProbeOutput, type Probe } from './probe.js';
import { layoutOf, planPictures, type SheetPlan } from './sheet.js';
import { cellCount, chooseTechnique, standardPictures, type Plan, type Source, type Technique } from './technique.js';
import type { ToolsRepository } from './tools.repository.js';
import { isIntraOnly } from './formats.js';

export interface Sheet {
  jpeg: Buffer;
  layout: SheetLayout;
}

export interface Pictures {
  cover: { jpeg: Buffer; seconds: number };
  sprite: Sheet;
  frames: Sheet;
  look: Look;
  durationSeconds: number;
  technique: Technique['kind'];
}

export interface Work {
  signal?: AbortSignal;
  /** Make do with as little memory as can be, even if less comes of it. */
  frugal?: boolean;
  /** Parts done of parts in all. */
  progress?: (done: number, total: number) => void;
}

export const probeTimeoutMs = 60_000;
const scanTimeoutMs = 600_000;
/** A run may take far longer than estimated (slow disks, a busy machine), but not for ever. */
export const runTimeoutMs = (estimateSeconds: number) => Math.round(Math.min(2_400, Math.max(120, 30 * estimateSeconds)) * 1_000);

/** Everything that is asked of ffprobe and ffmpeg. Each run works in a private folder that is removed afterwards. */
export class FfmpegRepository {
  constructor(
    private readonly tools: ToolsRepository,
    private readonly scratchFolder: string,
    private readonly choose: (source: Source) => Plan = chooseTechnique,
  ) {}

  /**
   * What a file holds.
   * @param path absolute
   * @throws AppError media.empty, media.unreadable, media.no_video, media.unsupported, media.undecodable, media.too_large, media.vanished
   */
  async probe(path: string, work: Work = {}): Promise<Probe> {
    if ((await sizeOf(path)) === 0) throw new AppError('media.empty');
    const result = await this.ffprobe(ffprobeArguments(path, probeQuestions), probeTimeoutMs, work);
    if (result.code !== 0) throw probeProblem(result.stderr, path);
    return interpretProbe(ProbeOutput.parse(JSON.parse(result.stdout.toString('utf8'))));
  }

  /**
   * Cover, sprite sheet and frames sheet of a probed file, in the cheapest way that fits it. A damaged file gives what can be decoded.
   * @throws AppError media.undecodable when not one picture could be decoded
   */
  async pictures(path: string, { media, video }: Probe, work: Work = {}, settings = standardPictures): Promise<Pictures> {
    const known = media.durationSeconds ?? (await this.measureDuration(path, video.index, work));
    const durationSeconds = known > 0 ? known : 1;
    const source: Source = {
      bytes: await sizeOf(path),
      durationSeconds,
      frameRate: media.frameRate,
      codec: video.codec,
      container: media.container,
      codedWidth: video.codedWidth,
      codedHeight: video.codedHeight,
      mostCells: settings.cells,
      keyframeIntervalSeconds: isIntraOnly(video.codec) ? null : await this.keyframeInterval(path, video.index, durationSeconds, work),
    };
    const chosen = this.choose(source);
    // A decoder that shows keyframes alone keeps the fewest pictures.
    const plan: Plan = work.frugal ? { ...chosen, technique: { kind: 'keyframe-seeks' } } : chosen;
    const { canToneMap } = await this.tools.find();
    const toneMapped: Colours[] = video.hdrTransfer !== null && canToneMap && !work.frugal ? ['tone-mapped'] : [];
    // What fails one way may work in plainer ways: unusual colours, keyframes that are marked wrongly, an index that leads astray.
    const ways: { plan: Plan; colours: Colours }[] = [
      ...toneMapped.map((colours) => ({ plan, colours })),
      { plan, colours: 'plain' },
      {
        plan: {
          technique: { kind: 'full-decode', referencesOnly: false },
          cells: cellCount(durationSeconds, settings.cells),
          estimateSeconds: plan.estimateSeconds,
        },
        colours: 'plain',
      },
    ];
    let complaints = '';
    for (const way of ways) {
      const request: PicturesRequest = {
        path,
        video,
        durationSeconds,
        cells: way.plan.cells,
        plan: planPictures(media, way.plan.cells, settings.cellWidth),
        colours: way.colours,
        spriteQuality: settings.quality,
      };
      const made = await this.inScratch((folder) => this.make(folder, request, way.plan, work));
      if ('pictures' in made) return { ...made.pictures, durationSeconds, technique: way.plan.technique.kind };
      complaints = complaints === '' ? made.complaints : complaints;
    }
    if ((await sizeOf(path)) !== source.bytes) throw new AppError('media.vanished');
    throw decodeProblem(complaints, path);
  }

  /**
   * One frame, scaled to a width by the plainest means of ffmpeg: what others compute from such frames must come out the same here.
   * @throws AppError media.undecodable when there is no frame
   */
  async frame(path: string, seconds: number, width: number, work: Work = {}): Promise<Picture> {
    const result = await this.inScratch((folder) => this.ffmpeg(frameArguments(path, seconds, width), folder, probeTimeoutMs, work));
    const picture = result.code === 0 ? readBmp(result.stdout) : null;
    if (picture === null) throw decodeProblem(result.stderr, path);
    return picture;
  }

  private make(folder: string, request: PicturesRequest, plan: Plan, work: Work): Promise<Made> {
    const { technique } = plan;
    switch (technique.kind) {
      case 'keyframe-pass':
      case 'full-decode':
        return this.pass(folder, request, technique, plan.estimateSeconds, work);
      case 'keyframe-seeks':
      case 'accurate-seeks':
        return this.seeks(folder, request, technique, plan, work);
    }
  }

  private async pass(
    folder: string,
    request: PicturesRequest,
    technique: PassTechnique,
    estimateSeconds: number,
    work: Work,
  ): Promise<Made> {
    let log = '';
    let done = 0;
    const result = await this.ffmpeg(passArguments(request, technique), folder, runTimeoutMs(estimateSeconds), work, {
      onStdout: (chunk) => {
        const text = chunk.toString('latin1');
        log += text;
        const more = text.split('sheet=sprite').length - 1;
        if (more > 0) work.progress?.(Math.min((done += more), request.cells), request.cells);
      },
    });
    const frames = parseFrameLog(log);
    const of = (sheet: string) => frames.filter((frame) => frame.sheet === sheet);
    const statistics = new Map(of('sprite').map((frame) => [frame.seconds, frame.statistics]));
    const covers = await Promise.all(
      of('cover').map(async ({ seconds }, index) =>
        candidate(seconds, statistics.get(seconds) ?? null, await readIfThere(folder, outputs.cover(index + 1))),
      ),
    );
    const { cell } = request.plan.sprite;
    const cells = slices(await readIfThere(folder, outputs.cells), rawCellBytes(cell), of('sprite'));
    const samples = slices(await readIfThere(folder, outputs.samples), sampleSide ** 2, of('sample'));
    return finished(
      result.stderr,
      chooseCover(covers.filter((cover) => cover.bytes > 0)),
      sheetOf(await readIfThere(folder, outputs.sprite), request.plan.sprite, of('sprite')),
      sheetOf(await readIfThere(folder, outputs.frames), request.plan.frames, of('frames')),
      (coverSeconds) =>
        lookOf(
          cells.map(({ seconds, bytes }) => ({ seconds, yuv: bytes })),
          cell,
          samples.map(({ seconds, bytes }) => ({ seconds, grey: bytes })),
          coverSeconds,
        ),
    );
  }

  private async seeks(folder: string, request: PicturesRequest, technique: SeekTechnique, plan: Plan, work: Work): Promise<Made> {
    const { sprite, frames } = request.plan;
    const all = planSeeks(request.durationSeconds, request.cells, frames.columns * frames.rows);
    const perRun = work.frugal ? 1 : seeksPerRun(request.video);
    const found: SeekedFrame[] = [];
    let complaints = '';
    for (let start = 0; start < all.length; start += perRun) {
      const batch = all.slice(start, start + perRun);
      const result = await this.ffmpeg(seekArguments(request, technique, batch), folder, runTimeoutMs(plan.estimateSeconds / 4), work);
      complaints += result.stderr;
      found.push(...seekedFrames(batch, parseFrameLog(result.stdout.toString('latin1'))));
      work.progress?.(start + batch.length, all.length);
    }
    const distinct = withoutRepeats(found);
    const covers = await Promise.all(
      distinct
        .filter(({ seek }) => seek.cover)
        .map(async (frame) => candidate(frame.seconds, frame.statistics, await readIfThere(folder, outputs.seekCover(frame.seek.cell)))),
    );
    const cells = await readCells(
      folder,
      sprite,
      distinct.map(({ seconds, seek }) => ({ seconds, file: outputs.rawCell(seek.cell) })),
    );
    const large = await readCells(
      folder,
      frames,
      distinct.filter(({ seek }) => seek.frame).map(({ seconds, seek }) => ({ seconds, file: outputs.rawFrame(seek.cell) })),
    );
    return finished(
      complaints,
      chooseCover(covers.filter((cover) => cover.bytes > 0)),
      await this.assemble(folder, request, 'sprite', cells, work),
      await this.assemble(folder, request, 'frames', large, work),
      (coverSeconds) => lookOf(cells, sprite.cell, null, coverSeconds),
    );
  }

  /**
   * A sheet of the frames at given times, each exact to a frame; what cannot be decoded shows the frame before.
   * @throws AppError media.undecodable when not one frame could be decoded
   */
  async sheet(
    path: string,
    { video }: Probe,
    layout: SheetLayout,
    spriteQuality: PicturesRequest['spriteQuality'],
    work: Work = {},
  ): Promise<Buffer> {
    const cell = { width: layout.cellWidth, height: layout.cellHeight };
    const sprite: SheetPlan = { cell, columns: layout.columns, rows: layout.rows };
    const colours: Colours = (await this.tools.find()).canToneMap ? 'tone-mapped' : 'plain';
    const plan = { cover: cell, sprite, frames: sprite };
    const request: PicturesRequest = { path, video, durationSeconds: 0, cells: layout.times.length, plan, colours, spriteQuality };
    return this.inScratch(async (folder) => {
      const seeks = layout.times.map((seconds, at): Seek => ({ cell: at, seconds, cover: false, frame: false }));
      const perRun = seeksPerRun(video);
      let complaints = '';
      for (let start = 0; start < seeks.length; start += perRun) {
        const args = seekArguments(request, { kind: 'accurate-seeks' }, seeks.slice(start, start + perRun));
        complaints += (await this.ffmpeg(args, folder, probeTimeoutMs, work)).stderr;
      }
      const read = await Promise.all(seeks.map(({ cell: at }) => readIfThere(folder, outputs.rawCell(at))));
      const whole = (yuv: Buffer | null | undefined): yuv is Buffer => yuv?.length === rawCellBytes(cell);
      const first = read.find(whole);
      if (first === undefined) throw decodeProblem(complaints, path);
      let last = first;
      const cells = read.map((yuv, at): RawCell => ({ seconds: layout.times[at] ?? 0, yuv: (last = whole(yuv) ? yuv : last) }));
      const made = await this.assemble(folder, request, 'sprite', cells, work);
      if (made === null) throw decodeProblem(complaints, path);
      return made.jpeg;
    });
  }

  /** One sheet from raw cells. */
  private async assemble(
    folder: string,
    { plan, spriteQuality }: PicturesRequest,
    name: 'sprite' | 'frames',
    cells: readonly RawCell[],
    work: Work,
  ): Promise<Sheet | null> {
    if (cells.length === 0) return null;
    const sheet = plan[name];
    await this.ffmpeg(assembleArguments(sheet, name, spriteQuality), folder, probeTimeoutMs, work, {
      stdin: Buffer.concat(cells.map(({ yuv }) => yuv)),
    });
    return sheetOf(await readIfThere(folder, outputs[name]), sheet, cells);
  }

  private async keyframeInterval(path: string, stream: number, durationSeconds: number, work: Work): Promise<number | null> {
    const packets = await this.packets(path, sampleQuestions(stream, durationSeconds), probeTimeoutMs, work);
    return estimateDensity(packets, durationSeconds)?.intervalSeconds ?? null;
  }

  /** Length by reading all packets, for files that do not tell it. */
  private async measureDuration(path: string, stream: number, work: Work): Promise<number> {
    const packets = await this.packets(path, scanQuestions(stream), scanTimeoutMs, work);
    const times = packets.map(({ time }) => time);
    const [first, last] = [times.reduce((a, b) => Math.min(a, b), Infinity), times.reduce((a, b) => Math.max(a, b), 0)];
    // The last frame is shown as long as the others.
    return times.length > 1 ? last + (last - first) / (times.length - 1) : last;
  }

  /** Packets of one stream, as ffprobe lists them. */
  async packets(path: string, questions: readonly string[], timeoutMs: number, work: Work): Promise<Packet[]> {
    const { stdout } = await this.ffprobe(ffprobeArguments(path, questions), timeoutMs, work);
    return stdout
      .toString('latin1')
      .split('\n')
      .map(parsePacket)
      .filter((packet) => packet !== null);
  }

  /** One run of ffprobe. A status other than 0 is a result, not an error. */
  ffprobe(args: string[], timeoutMs: number, work: Work): Promise<ProcessResult> {
    return this.inScratch(async (folder) => this.run((await this.tools.find()).ffprobe.path, 'ffprobe', args, folder, timeoutMs, work));
  }

  /** One run of ffmpeg in a folder of {@link inScratch}. A status other than 0 is a result, not an error. */
  async ffmpeg(args: string[], folder: string, timeoutMs: number, work: Work, streams: Streams = {}): Promise<ProcessResult> {
    return this.run((await this.tools.find()).ffmpeg.path, 'ffmpeg', args, folder, timeoutMs, work, streams);
  }

  private async run(
    path: string,
    name: string,
    args: string[],
    cwd: string,
    timeoutMs: number,
    { signal }: Work,
    streams: Streams = {},
  ): Promise<ProcessResult> {
    const result = await inSpan(name, { attributes: { 'process.command': name, 'process.args_count': args.length } }, () =>
      runProcess(path, args, {
        cwd,
        timeoutMs,
        limits: runLimits(timeoutMs),
        niceness: standsBack,
        maxOutputBytes: 64 * 1024 ** 2,
        // Each thread's own store of memory reserves addresses that the limit counts.
        env: { MALLOC_ARENA_MAX: '2' },
        ...streams,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    // Half a picture is no picture, and the file is not to blame.
    if (result.stderr.includes('No space left on device')) throw new AppError('storage.full', { path: this.scratchFolder });
    assertHadMemory(result, name);
    return result;
  }

  /** A private folder that is removed afterwards. */
  async inScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
    await mkdir(this.scratchFolder, { recursive: true });
    const folder = await mkdtemp(join(this.scratchFolder, `run-${(await processMark(process.pid)) ?? process.pid}-`));
    try {
      return await use(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes what a killed process left. What a living one uses (another replica on this machine) stays. */
  async removeLeftovers(): Promise<void> {
    for (const name of await readdir(this.scratchFolder).catch(() => [])) {
      const [, mark, pid] = /^run-((\d+)\.\d+)-/.exec(name) ?? [];
      if (mark === undefined || (await processMark(Number(pid))) !== mark)
        await rm(join(this.scratchFolder, name), { recursive: true, force: true });
    }
  }
}

/** Id and start time: tells a process from a later one that got the same id. Undefined when there is no such process. */
export async function processMark(pid: number): Promise<string | undefined> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name of the command stands in parentheses and may hold anything; the start time is the twentieth field behind it.
  const started = status?.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  return started === undefined ? undefined : `${pid}.${started}`;
}

type PassTechnique = Technique & { kind: 'keyframe-pass' | 'full-decode' };
type SeekTechnique = Technique & { kind: 'keyframe-seeks' | 'accurate-seeks' };
export type Streams = { stdin?: Buffer; onStdout?: (chunk: Buffer) => void };
type Made = { pictures: Pick<Pictures, 'cover' | 'sprite' | 'frames' | 'look'> } | { complaints: string };

interface SeekedFrame {
  seek: Seek;
  /** Time in the file. */
  seconds: number;
  statistics: PictureStatistics | null;
}

/** The frame that each jump landed on; a jump that failed has none, and what came after the first frame is of no interest. */
function seekedFrames(seeks: readonly Seek[], log: readonly LoggedFrame[]): SeekedFrame[] {
  return seeks.flatMap((seek) => {
    const frame = log.find((logged) => logged.sheet === String(seek.cell));
    return frame === undefined ? [] : [{ seek, seconds: seek.seconds + frame.seconds, statistics: frame.statistics }];
  });
}

/** Neighbouring jumps may land on the same keyframe. */
const withoutRepeats = (frames: readonly SeekedFrame[]): SeekedFrame[] =>
  frames.filter((frame, index) => index === 0 || Math.abs(frame.seconds - (frames[index - 1]?.seconds ?? 0)) > 0.001);

const candidate = (seconds: number, statistics: PictureStatistics | null, jpeg: Buffer | null) => ({
  seconds,
  statistics,
  bytes: jpeg?.length ?? 0,
  jpeg,
});

const sheetOf = (jpeg: Buffer | null, plan: SheetPlan, frames: readonly { seconds: number }[]): Sheet | null =>
  jpeg === null || frames.length === 0
    ? null
    : {
        jpeg,
        layout: layoutOf(
          plan,
          frames.map((frame) => frame.seconds),
        ),
      };

const finished = async (
  complaints: string,
  cover: { seconds: number; jpeg: Buffer | null } | undefined,
  sprite: Sheet | null,
  frames: Sheet | null,
  look: (coverSeconds: number) => Promise<Look>,
): Promise<Made> => {
  if (cover === undefined || cover.jpeg === null || sprite === null || frames === null) return { complaints };
  const { seconds, jpeg } = cover;
  return { pictures: { cover: { jpeg, seconds }, sprite, frames, look: await look(seconds) } };
};

/** Equal parts of a raw file with the times of the frames that they show; one that was not written in full is left out. */
const slices = (file: Buffer | null, bytes: number, frames: readonly { seconds: number }[]): { seconds: number; bytes: Buffer }[] =>
  frames
    .slice(0, Math.floor((file?.length ?? 0) / bytes))
    .map(({ seconds }, at) => ({ seconds, bytes: (file ?? Buffer.alloc(0)).subarray(at * bytes, (at + 1) * bytes) }));

/** Raw cells; one that was not written in full is left out. */
async function readCells(folder: string, sheet: SheetPlan, cells: readonly { seconds: number; file: string }[]): Promise<RawCell[]> {
  const read = await Promise.all(cells.map(async ({ seconds, file }) => ({ seconds, yuv: await readIfThere(folder, file) })));
  return read.flatMap(({ seconds, yuv }) => (yuv?.length === rawCellBytes(sheet.cell) ? [{ seconds, yuv }] : []));
}

export async function readIfThere(folder: string, name: string): Promise<Buffer | null> {
  try {
    const bytes = await readFile(join(folder, name));
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new AppError('media.vanished', {}, { cause });
  }
}
