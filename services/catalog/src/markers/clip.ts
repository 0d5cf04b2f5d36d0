/** What a clip of a marker is made of. */
export interface Marked {
  start: number;
  end: number | null;
  /** Of the video; null while nobody knows it. */
  duration: number | null;
  /** Where the video is a range of its file only. */
  partStart: number | null;
  /** Names the content of the file; null until it is analysed. */
  spriteVersion: string | null;
}

/** What is shown of a moment, seconds. */
const momentSeconds = 6;
/** Nothing is shorter, so that there is something to see. */
const leastSeconds = 1;

/** What is shown of a marker, in seconds of the file; null where there is nothing to show it of. */
export function clipOf({ start, end, duration, partStart, spriteVersion }: Marked) {
  if (duration === null || duration <= 0 || spriteVersion === null) return null;
  const from = Math.max(0, Math.min(start, duration - leastSeconds));
  const to = Math.min(duration, Math.max(end ?? start + momentSeconds, from + leastSeconds));
  const [startSeconds, endSeconds] = [(partStart ?? 0) + from, (partStart ?? 0) + to];
  return { startSeconds, endSeconds, version: `${spriteVersion}-${Math.round(startSeconds * 1_000)}-${Math.round(endSeconds * 1_000)}` };
}
