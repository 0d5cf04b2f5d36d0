/** The part of a file that is a film of its own, in seconds of the file; null where it is the whole file. */
export type Range = { startSeconds: number; endSeconds: number } | null;

/** Where the film stands, in its own seconds. */
export const timeOf = (element: HTMLVideoElement, range: Range): number =>
  range ? Math.max(0, Math.min(range.endSeconds, element.currentTime) - range.startSeconds) : element.currentTime;

/** How long the film is; 0 while nobody knows. */
export function lengthOf(element: HTMLVideoElement, range: Range): number {
  if (!Number.isFinite(element.duration)) return 0;
  return range ? Math.max(0, Math.min(range.endSeconds, element.duration) - range.startSeconds) : element.duration;
}

/** Takes the film to one of its own seconds. */
export function seekTo(element: HTMLVideoElement, range: Range, seconds: number): void {
  const length = lengthOf(element, range);
  if (length > 0) element.currentTime = (range?.startSeconds ?? 0) + Math.max(0, Math.min(length, seconds));
}
