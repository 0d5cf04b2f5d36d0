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
