import type { ArtifactSettings } from '@reelm/contracts';
import { isIntraOnly } from './formats.js';

/** How the frames for the pictures are got. */
export type Technique =
  /** Read all, decode keyframes only. */
  | { kind: 'keyframe-pass' }
  /** Jump to the keyframe before each wished time. */
  | { kind: 'keyframe-seeks' }
  /** Jump to a keyframe and decode up to the wished time. */
  | { kind: 'accurate-seeks' }
  /** Decode all; `referencesOnly` leaves out frames that no other needs. */
  | { kind: 'full-decode'; referencesOnly: boolean };

export interface Plan {
  technique: Technique;
  /** Pictures on the sprite sheet, at most. */
  cells: number;
  /** Rough cost in seconds of one core, reading included. */
  estimateSeconds: number;
}

export interface Source {
  bytes: number;
  durationSeconds: number;
  frameRate: number | null;
  codec: string;
  container: string;
  codedWidth: number;
  codedHeight: number;
  /** Null when unknown. */
  keyframeIntervalSeconds: number | null;
  /** Cells that are wanted, at most; {@link maxCells} where left out. */
  mostCells?: number;
}

export const maxCells = 81;
/** What is made where nobody chose otherwise. */
export const standardPictures: ArtifactSettings['pictures'] = { cells: maxCells, cellWidth: 160, quality: 'normal' };
/** Below this distance two cells show the same. */
const minCellSeconds = 0.5;

// One core, 1080p H.264, as measured; other sizes scale with the pixels.
const keyframeSeconds = 0.014;
const frameSeconds = 0.007;
const seekSeconds = 0.1;
/** Each seek reads the file's index anew, which grows with the length: about 20 ms an hour. */
const indexSecondsPerHour = 0.02;
/** Throughput of a plain hard disk or a gigabit network share. */
const readBytesPerSecond = 100e6;
const referenceShare = 0.6;
const codecWeight: Record<string, number> = {
  hevc: 1.5,
  av1: 1.5,
  mpeg1video: 0.4,
  mpeg2video: 0.4,
  mpeg4: 0.4,
  h263: 0.4,
  vp8: 0.7,
  mjpeg: 0.5,
  dvvideo: 0.5,
};

/** What finer cells may cost beyond those that the keyframes give: a few gaps between cells are not worth minutes of decoding. */
const accurateBudgetSeconds = 20;
/** Below this nobody notices the cost, and every cell can show its own moment. */
const trivialSeconds = 1;
const fewestKeyframeCells = 9;

export const cellCount = (durationSeconds: number, most = maxCells): number =>
  Math.min(most, Math.max(1, Math.floor(durationSeconds / minCellSeconds)));

/**
 * Chooses the cheapest way that still shows something different in (nearly) every cell. Keyframes suffice when there is one for
 * every second cell; then reading all is weighed against jumping. Otherwise frames between keyframes are needed: by decoding all or
 * by accurate jumps, unless that costs far more than it shows.
 */
export function chooseTechnique(source: Source): Plan {
  const cells = cellCount(source.durationSeconds, source.mostCells);
  const weight = ((source.codedWidth * source.codedHeight) / (1920 * 1080)) * (codecWeight[source.codec] ?? 1);
  const frames = Math.max(1, source.durationSeconds * Math.min(source.frameRate ?? 25, 240));
  const intra = isIntraOnly(source.codec);
  const interval = intra ? source.durationSeconds / frames : (source.keyframeIntervalSeconds ?? Math.min(10, source.durationSeconds));
  const keyframes = Math.max(1, Math.min(frames, source.durationSeconds / interval));
  const reading = source.bytes / readBytesPerSecond;
  const jump = seekSeconds + (indexSecondsPerHour * source.durationSeconds) / 3_600;
  const fromKeyframe = (interval / 2) * (frames / source.durationSeconds) * frameSeconds * weight;

  const keyframePass: Plan = {
    technique: { kind: 'keyframe-pass' },
    cells,
    // A decoder that cannot skip decodes everything all the same.
    estimateSeconds: reading + (skipsFrames(source) ? keyframes * keyframeSeconds : frames * frameSeconds) * weight,
  };
  const distinct = Math.max(1, Math.min(cells, Math.floor(keyframes)));
  const keyframeSeeks: Plan = {
    technique: { kind: 'keyframe-seeks' },
    cells: distinct,
    estimateSeconds: distinct * (jump + keyframeSeconds * weight),
  };
  const byKeyframes = cheaper(keyframePass, keyframeSeeks);
  if (keyframes >= cells) return byKeyframes;

  const referencesOnly = frames >= 8 * cells;
  const accurate = cheaper(
    {
      technique: { kind: 'full-decode', referencesOnly },
      cells,
      estimateSeconds: reading + frames * frameSeconds * weight * (referencesOnly ? referenceShare : 1),
    },
    { technique: { kind: 'accurate-seeks' }, cells, estimateSeconds: cells * (jump + fromKeyframe) },
  );
  const enough = keyframes >= cells / 2;
  if (accurate.estimateSeconds <= (enough ? trivialSeconds : Math.max(accurateBudgetSeconds, 2 * byKeyframes.estimateSeconds)))
    return accurate;
  if (enough) return byKeyframes;
  if (keyframes >= fewestKeyframeCells) return byKeyframes;
  // Very few keyframes in a long file: as many accurate jumps as the budget allows, but always enough to tell what the film is.
  const affordable = Math.min(cells, Math.max(fewestKeyframeCells, Math.floor(accurateBudgetSeconds / (jump + fromKeyframe))));
  return { technique: { kind: 'accurate-seeks' }, cells: affordable, estimateSeconds: affordable * (jump + fromKeyframe) };
}

/** dav1d knows no keyframe-only mode in older ffmpeg; in mp4 the demuxer skips for it. */
const skipsFrames = (source: Source) => source.codec !== 'av1' || source.container.includes('mp4');

const cheaper = (a: Plan, b: Plan): Plan => (b.estimateSeconds < a.estimateSeconds ? b : a);
