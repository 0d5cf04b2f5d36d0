/** How a stream is cut: where each segment begins, and where the last one ends, in seconds of the stream. */
export interface Timeline {
  /** Where the stream begins, in seconds from the start of the file. */
  originSeconds: number;
  /** The first is 0. */
  borders: readonly number[];
  endSeconds: number;
}

/** A part of a file, in seconds from its start. */
export interface Range {
  startSeconds: number;
  endSeconds: number;
}

/** Short, so that the first of them is there soon after a jump; long enough that requests and headers cost little. */
export const convertedSegmentSeconds = 1;
const copiedSegmentSeconds = 3;
/** Longer ones would make a player wait, and fill its memory. */
const longestCopySeconds = 30;
/** A range that begins so near to a keyframe begins at it. */
const nearSeconds = 0.15;
const toleranceSeconds = 0.002;

/** Cuts of equal length, for pictures that are encoded anew. */
export function convertedTimeline(range: Range): Timeline {
  const endSeconds = Math.max(range.endSeconds - range.startSeconds, 0.001);
  // A little rest belongs to the last one.
  const segments = Math.max(1, Math.ceil(endSeconds / convertedSegmentSeconds - 0.25));
  return {
    originSeconds: range.startSeconds,
    borders: Array.from({ length: segments }, (_, index) => index * convertedSegmentSeconds),
    endSeconds,
  };
}

/**
 * Cuts at keyframes, for pictures that are passed on unchanged.
 * @param keyframes ascending, in seconds from the start of the file
 * @returns `part` when the range does not begin at a keyframe, `keyframes` when they are too rare to cut at
 */
export function copiedTimeline(keyframes: readonly number[], range: Range, isWhole: boolean): Timeline | 'part' | 'keyframes' {
  const near = keyframes.find((time) => Math.abs(time - range.startSeconds) <= nearSeconds);
  if (!isWhole && near === undefined) return 'part';
  // What comes before the first keyframe of a file (sound, mostly) belongs to its first segment.
  const originSeconds = isWhole || near === undefined ? range.startSeconds : near;
  const borders = [0];
  for (const time of keyframes) {
    const at = time - originSeconds;
    if (time < range.endSeconds - nearSeconds && at >= (borders.at(-1) ?? 0) + copiedSegmentSeconds) borders.push(at);
  }
  const endSeconds = range.endSeconds - originSeconds;
  const ends = [...borders.slice(1), endSeconds];
  const longest = Math.max(...ends.map((end, index) => end - (borders[index] ?? 0)));
  return keyframes.length === 0 || longest > longestCopySeconds ? 'keyframes' : { originSeconds, borders, endSeconds };
}

export const segmentCount = (timeline: Timeline): number => timeline.borders.length;

/** Seconds of the stream at which a segment begins; the end of the stream past the last one. */
export const segmentStart = ({ borders, endSeconds }: Timeline, index: number): number => borders[index] ?? endSeconds;

/** The segment to which a picture at this time of the stream belongs; -1 before the first. */
export function segmentAt({ borders }: Timeline, seconds: number): number {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((borders[middle] ?? Infinity) <= seconds + toleranceSeconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
