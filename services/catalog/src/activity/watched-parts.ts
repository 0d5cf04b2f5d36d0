/** Into so many equal parts a video is divided to tell which of them are watched most. */
export const watchedPartCount = 100;

/** Longer than any player waits between two reports: what is beyond was watched at another place, before a jump. */
const longestReport = 60;

/**
 * Seconds watched of each part, where the last `seconds` before a position were watched; null where that is nothing, or the length is not
 * known. Which seconds were played is not reported, but reports come every few seconds, so a jump blurs only these.
 */
export function watchedParts(durationSeconds: number | null, positionSeconds: number, seconds: number): number[] | null {
  if (durationSeconds === null || durationSeconds <= 0 || seconds <= 0) return null;
  const end = Math.min(positionSeconds, durationSeconds);
  const start = Math.max(0, end - Math.min(seconds, longestReport));
  if (end <= start) return null;
  const length = durationSeconds / watchedPartCount;
  return Array.from({ length: watchedPartCount }, (_, part) =>
    Math.max(0, Math.min(end, (part + 1) * length) - Math.max(start, part * length)),
  );
}
