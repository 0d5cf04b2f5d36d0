/** One entry of an M3U playlist. */
export interface Entry {
  title: string;
  /** How long it takes; null where it is not known. */
  seconds: number | null;
  /** Where a clip begins and ends; null for the beginning and the end. */
  startSeconds: number | null;
  endSeconds: number | null;
  address: string;
}

export const m3uHead = (name: string): string => `#EXTM3U\n#PLAYLIST:${oneLine(name)}\n`;

/** VLC and its like take where a clip begins and ends from lines of VLC's own; others play all of it. */
export function m3uEntry({ title, seconds, startSeconds, endSeconds, address }: Entry): string {
  const lines = [
    `#EXTINF:${lasting(seconds, startSeconds, endSeconds)},${oneLine(title)}`,
    ...(startSeconds === null ? [] : [`#EXTVLCOPT:start-time=${startSeconds}`]),
    ...(endSeconds === null ? [] : [`#EXTVLCOPT:stop-time=${endSeconds}`]),
    address,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whole seconds, rounded up as players cut what is said to be shorter; -1 for what is not known. */
const lasting = (seconds: number | null, start: number | null, end: number | null): number => {
  const until = end ?? seconds;
  return until === null ? -1 : Math.max(0, Math.ceil(until - (start ?? 0)));
};

/** A title must not begin a line of its own: it could be an address, or an option of a player. */
// oxlint-disable-next-line no-control-regex -- these are what is taken out
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
