/** What a report of a player says about a video. */
export interface PlayProgress {
  /** Enough was played in this sitting to call it a play. */
  counts: boolean;
  /** Where to go on; null at the beginning and once it was seen to the end. */
  resumeSeconds: number | null;
}

/** A play needs this share of the video, or this many seconds where that is less. */
const leastShare = 0.1;
const leastSeconds = 30;
/** Beyond this share only credits follow. */
const endShare = 0.95;
/** Nobody misses the first seconds. */
const startSeconds = 5;

/** @param durationSeconds null while the video is not analysed */
export function playProgress(durationSeconds: number | null, positionSeconds: number, playedSeconds: number): PlayProgress {
  const enough = durationSeconds === null ? leastSeconds : Math.min(leastSeconds, leastShare * durationSeconds);
  const ended = durationSeconds !== null && positionSeconds >= endShare * durationSeconds;
  return {
    counts: playedSeconds > 0 && playedSeconds >= enough,
    resumeSeconds: ended || positionSeconds < startSeconds ? null : positionSeconds,
  };
}
