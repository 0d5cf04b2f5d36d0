import type { SheetLayout } from '@reelm/contracts';

/** What a video shows of its file, in seconds of the file. */
export interface FileRange {
  startSeconds: number;
  endSeconds: number;
}

const timing = /^(\d+):(\d\d):(\d\d)\.(\d{3}) --> (\d+):(\d\d):(\d\d)\.(\d{3})$/m;

/** The cues of a WebVTT that Reelm wrote which lie in a range, by the time of the range; one that begins before it, or ends after it, is cut. */
export function vttOfRange(vtt: string, { startSeconds, endSeconds }: FileRange): string {
  const [from, to] = [Math.round(startSeconds * 1_000), Math.round(endSeconds * 1_000)];
  const [head = '', ...cues] = vtt.trimEnd().split('\n\n');
  const kept = cues.flatMap((cue) => {
    const parts = timing.exec(cue)?.slice(1).map(Number);
    if (parts === undefined) return [];
    const [start, end] = [clockOf(parts.slice(0, 4)), clockOf(parts.slice(4))];
    if (end <= from || start >= to) return [];
    return [cue.replace(timing, () => `${clock(Math.max(start, from) - from)} --> ${clock(Math.min(end, to) - from)}`)];
  });
  return `${[head, ...kept].join('\n\n')}\n`;
}

const clockOf = ([hours = 0, minutes = 0, seconds = 0, milliseconds = 0]: readonly number[]): number =>
  ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds;

function clock(milliseconds: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(milliseconds / 3_600_000)}:${part((milliseconds / 60_000) % 60)}:${part((milliseconds / 1_000) % 60)}.${part(milliseconds % 1_000, 3)}`;
}

/** Below so many cells of its file's sheet a range has one of its own, of so many cells at most, no nearer to each other than half a second. */
const fewestCells = 9;
const mostCells = 25;
const cellSeconds = 0.5;

/** The sheet that is made for a range alone, by its time, where that of the file shows too little of it; else null. */
export function sheetOfRange(layout: SheetLayout, { startSeconds, endSeconds }: FileRange): SheetLayout | null {
  const seconds = endSeconds - startSeconds;
  const cells = Math.min(mostCells, Math.max(1, Math.floor(seconds / cellSeconds)));
  const there = layout.times.filter((time) => time >= startSeconds && time < endSeconds).length;
  if (there >= Math.min(cells, fewestCells)) return null;
  const columns = Math.ceil(Math.sqrt(cells));
  const { cellWidth, cellHeight } = layout;
  // In the middle of its part: the first and last pictures are mostly those of other scenes.
  const times = Array.from({ length: cells }, (_, cell) => Math.round(((cell + 0.5) / cells) * seconds * 1_000) / 1_000);
  return { columns, rows: Math.ceil(cells / columns), cellWidth, cellHeight, times };
}

/** A version of what is made of a range alone. */
export const versionOfRange = (version: string, { startSeconds, endSeconds }: FileRange): string =>
  `${version}-${Math.round(startSeconds * 1_000)}-${Math.round(endSeconds * 1_000)}`;

/** The cues of a sheet, each shown from the middle between it and the one before. */
export function vttOfSheet({ times, columns, cellWidth, cellHeight }: SheetLayout, seconds: number, image: string): string {
  const between = (one: number | undefined, other: number | undefined, otherwise: number): number =>
    one === undefined || other === undefined ? otherwise : (one + other) / 2;
  const cues = times.map((time, cell) => {
    const [start, end] = [between(times[cell - 1], time, 0), between(time, times[cell + 1], seconds)];
    const [x, y] = [(cell % columns) * cellWidth, Math.floor(cell / columns) * cellHeight];
    return `${clock(Math.round(start * 1_000))} --> ${clock(Math.round(end * 1_000))}\n${image}#xywh=${x},${y},${cellWidth},${cellHeight}`;
  });
  return `${['WEBVTT', ...cues].join('\n\n')}\n`;
}

/** The cells of a sheet that show a range, by its time; the nearest where none does. */
export function layoutOfRange(layout: SheetLayout, { startSeconds, endSeconds }: FileRange): SheetLayout {
  const { times } = layout;
  const inside = times.flatMap((time, at) => (time >= startSeconds && time < endSeconds ? [at] : []));
  const behind = times.findIndex((time) => time >= endSeconds);
  const cells = inside.length > 0 ? inside : [behind > 0 ? behind - 1 : behind === 0 ? 0 : times.length - 1];
  return {
    ...layout,
    first: cells[0] ?? 0,
    times: cells.map((at) => Math.max(0, Math.round(((times[at] ?? 0) - startSeconds) * 1_000) / 1_000)),
  };
}
