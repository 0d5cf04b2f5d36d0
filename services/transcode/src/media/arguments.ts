import type { ArtifactSettings } from '@reelm/contracts';
import { ffmpegInput, ffmpegPreamble, rawInput } from './framing.js';
import { sampleSide } from './look.js';
import type { VideoStream } from './probe.js';
import type { PicturesPlan, SheetPlan, Size } from './sheet.js';
import type { Technique } from './technique.js';

/** Names of the files that a run leaves in its private folder. */
export const outputs = {
  sprite: 'sprite.jpg',
  frames: 'frames.jpg',
  /** Cells of the sprite sheet, one behind the other. */
  cells: 'cells.yuv',
  samples: 'samples.grey',
  /** ffmpeg numbers them from 1. */
  coverPattern: 'cover-%d.jpg',
  cover: (number: number) => `cover-${number}.jpg`,
  rawCell: (cell: number) => `cell-${cell}.yuv`,
  rawFrame: (cell: number) => `frame-${cell}.yuv`,
  seekCover: (cell: number) => `cover-of-${cell}.jpg`,
} as const;

export type PicturesSettings = ArtifactSettings['pictures'];

export type Colours = 'plain' | 'tone-mapped';

export interface PicturesRequest {
  path: string;
  video: VideoStream;
  durationSeconds: number;
  cells: number;
  plan: PicturesPlan;
  colours: Colours;
  spriteQuality: PicturesSettings['quality'];
}

/** More covers than bins can only come from wrong time stamps. */
const mostCovers = 24;
/** Frames among which the cover is chosen. */
const coverCandidates = 6;

/** First frame of each of `bins` equal parts of the file; keeps the frame's own time. */
const firstOfEachPart = (durationSeconds: number, bins: number): string => {
  const part = (durationSeconds / bins).toFixed(6);
  return `select='isnan(prev_selected_t)+gt(floor(t/${part}),floor(prev_selected_t/${part}))'`;
};

/** Time stamps in whole milliseconds: what `metadata=print` shows is then exact at any length. */
const inMilliseconds = 'settb=1/1000';

/** One line of facts per frame on stdout; see frame-log.ts. */
const report = (sheet: string): string => `metadata=mode=add:key=sheet:value=${sheet},metadata=mode=print:file=-:direct=1`;
const reportWithStatistics = (sheet: string): string =>
  `metadata=mode=add:key=sheet:value=${sheet},signalstats,metadata=mode=print:file=-:direct=1`;

const pixelFormats = { full: 'yuvj420p', limited: 'yuv420p' } as const;

/**
 * A small picture in 8-bit colours with square pixels, of full range as JPEG has it or of limited range as films have it. The weave of
 * interlaced pictures is avoided by taking one field.
 */
export function picture(size: Size, video: VideoStream, colours: Colours, range: keyof typeof pixelFormats = 'full'): string {
  const format = `format=${pixelFormats[range]},setsar=1`;
  const scaled = `${video.interlaced ? 'field=type=top,' : ''}scale=${size.width}:${size.height}:flags=area`;
  if (colours === 'plain' || video.hdrTransfer === null) return `${scaled}:out_range=${range},${format}`;
  // HDR is brought to 100 nits of BT.709 after scaling, where it costs little. Inputs are named: files often leave them out.
  const input = `tin=${video.hdrTransfer}:pin=2020:min=2020_ncl:rin=${video.fullRange ? 'full' : 'limited'}`;
  return `${scaled},zscale=${input}:t=linear:npl=100,format=gbrpf32le,zscale=p=709,tonemap=tonemap=hable:desat=0,zscale=t=709:m=709:r=${range},${format}`;
}

const tile = (sheet: SheetPlan): string => `tile=${sheet.columns}x${sheet.rows}`;

/** Writes what comes out of a filter graph as JPEG. */
export const jpeg = (label: string, quality: number, frames: number, name: string): string[] => [
  '-map',
  `[${label}]`,
  '-fps_mode',
  'passthrough',
  '-frames:v',
  String(frames),
  '-q:v',
  String(quality),
  // One picture gains nothing by more, and each takes memory.
  '-threads',
  '1',
  // Nothing of ffmpeg's version in the file: the same input gives the same bytes.
  '-flags:v',
  '+bitexact',
  '-fflags',
  '+bitexact',
  '-f',
  'image2',
  ...(frames === 1 ? ['-update', '1'] : []),
  name,
];

export const raw = (label: string, name: string, frames = 1): string[] => [
  '-map',
  `[${label}]`,
  '-fps_mode',
  'passthrough',
  '-frames:v',
  String(frames),
  '-f',
  'rawvideo',
  name,
];

const quality = { cover: 3, frames: 4 };
const spriteQualities: Record<PicturesSettings['quality'], number> = { small: 9, normal: 5, fine: 2 };

const readOptions = (technique: Technique): string[] => {
  switch (technique.kind) {
    case 'keyframe-pass':
      return ['-skip_frame', 'nokey', '-discard', 'nokey'];
    case 'full-decode':
      return technique.referencesOnly ? ['-skip_frame', 'noref'] : [];
    case 'keyframe-seeks':
      return ['-noaccurate_seek', '-skip_frame', 'nokey'];
    case 'accurate-seeks':
      return [];
  }
};

/** Frames that are compared to find cuts: so many a second, and in all. */
const samplesPerSecond = 5;
const mostSamples = 2_000;

/** A whole number of samples in each cell, so that the first frame of a cell is one of them. */
const samplesInCell = (durationSeconds: number, cells: number): number =>
  Math.max(1, Math.floor(Math.min(mostSamples, durationSeconds * samplesPerSecond) / cells));

/** One reading of the file gives the sprite sheet, candidates for the cover, the frames sheet, and what their look is told by. */
export function passArguments(request: PicturesRequest, technique: Technique & { kind: 'keyframe-pass' | 'full-decode' }): string[] {
  const { video, plan, colours, durationSeconds, cells } = request;
  const samples = cells * samplesInCell(durationSeconds, cells);
  const cell = firstOfEachPart(durationSeconds, cells);
  const graph = [
    `[0:${video.index}]${inMilliseconds},${firstOfEachPart(durationSeconds, samples)},split=2[small][large]`,
    // Scaled once: what is sampled is scaled from the small picture.
    `[small]${picture(plan.sprite.cell, video, colours)},split=2[s][n]`,
    `[n]scale=${sampleSide}:${sampleSide}:flags=area,format=gray,${report('sample')}[samples]`,
    `[s]${cell},${reportWithStatistics('sprite')},split=2[t][cells]`,
    `[t]${tile(plan.sprite)}[sprite]`,
    `[large]${cell},split=2[c][f]`,
    `[c]${firstOfEachPart(durationSeconds, Math.min(coverCandidates, cells))},${picture(plan.cover, video, colours)},${report('cover')}[cover]`,
    `[f]${firstOfEachPart(durationSeconds, plan.frames.columns * plan.frames.rows)},${picture(plan.frames.cell, video, colours)},${report('frames')},${tile(plan.frames)}[frames]`,
  ];
  return [
    ...ffmpegPreamble(),
    ...ffmpegInput(request.path, readOptions(technique)),
    '-filter_complex',
    graph.join(';'),
    ...jpeg('sprite', spriteQualities[request.spriteQuality], 1, outputs.sprite),
    ...jpeg('cover', quality.cover, mostCovers, outputs.coverPattern),
    ...jpeg('frames', quality.frames, 1, outputs.frames),
    ...raw('cells', outputs.cells, cells),
    ...raw('samples', outputs.samples, samples),
  ];
}

/** The frame at a time as a bitmap on stdout: which stream, frame and scaler that is stays ffmpeg's choice. */
export const frameArguments = (path: string, seconds: number, width: number): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path, ['-ss', String(seconds)]),
  '-frames:v',
  '1',
  '-vf',
  `scale=${width}:-2`,
  '-pix_fmt',
  'bgr24',
  '-c:v',
  'bmp',
  '-f',
  'rawvideo',
  'pipe:1',
];

/** A place to jump to, and what is made of the frame there. */
export interface Seek {
  cell: number;
  seconds: number;
  cover: boolean;
  frame: boolean;
}

/** Evenly spread jumps, each to the middle of its part: the very first and last frames are mostly black. */
export function planSeeks(durationSeconds: number, cells: number, frames: number): Seek[] {
  const coverEvery = Math.ceil(cells / coverCandidates);
  const framesEvery = Math.ceil(cells / frames);
  return Array.from({ length: cells }, (_, cell) => ({
    cell,
    seconds: ((cell + 0.5) * durationSeconds) / cells,
    cover: cell % coverEvery === Math.floor(coverEvery / 2),
    frame: cell % framesEvery === 0,
  }));
}

/** Decoders held open at a time: each keeps several pictures in memory, about 20 MB for 1080p. */
export const seeksPerRun = (video: VideoStream): number =>
  Math.max(1, Math.min(6, Math.floor((4 * 1920 * 1080) / (video.codedWidth * video.codedHeight))));

/** A few jumps in one process; the cells come out raw, because the sheet is put together from several runs. */
export function seekArguments(
  request: PicturesRequest,
  technique: Technique & { kind: 'keyframe-seeks' | 'accurate-seeks' },
  seeks: readonly Seek[],
): string[] {
  const { video, plan, colours } = request;
  const graph: string[] = [];
  const files: string[] = [];
  for (const [input, seek] of seeks.entries()) {
    const parts = ['s', ...(seek.cover ? ['c'] : []), ...(seek.frame ? ['f'] : [])].map((name) => `${name}${input}`);
    graph.push(`[${input}:${video.index}]${inMilliseconds},split=${parts.length}${parts.map((name) => `[${name}]`).join('')}`);
    graph.push(`[s${input}]${picture(plan.sprite.cell, video, colours)},${reportWithStatistics(String(seek.cell))}[sprite${input}]`);
    files.push(...raw(`sprite${input}`, outputs.rawCell(seek.cell)));
    if (seek.cover) {
      graph.push(`[c${input}]${picture(plan.cover, video, colours)}[cover${input}]`);
      files.push(...jpeg(`cover${input}`, quality.cover, 1, outputs.seekCover(seek.cell)));
    }
    if (seek.frame) {
      graph.push(`[f${input}]${picture(plan.frames.cell, video, colours)}[frames${input}]`);
      files.push(...raw(`frames${input}`, outputs.rawFrame(seek.cell)));
    }
  }
  return [
    ...ffmpegPreamble(),
    ...seeks.flatMap((seek) => ffmpegInput(request.path, [...readOptions(technique), '-ss', seek.seconds.toFixed(3)])),
    '-filter_complex',
    graph.join(';'),
    ...files,
  ];
}

/** Puts raw cells from stdin together to one sheet. */
export const assembleArguments = (sheet: SheetPlan, name: 'sprite' | 'frames', spriteQuality: PicturesSettings['quality']): string[] => [
  ...ffmpegPreamble(),
  ...rawInput(sheet.cell.width, sheet.cell.height),
  '-filter_complex',
  `[0:v]${tile(sheet)}[sheet]`,
  ...jpeg('sheet', name === 'sprite' ? spriteQualities[spriteQuality] : quality.frames, 1, outputs[name]),
];
