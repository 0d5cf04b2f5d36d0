/** A stretch that is played again and again; as long as it has no end, it is only begun. Seconds. */
export interface Loop {
  from: number;
  to: number | null;
}

/** Shorter than this is a slip of the finger. */
const shortest = 0.1;

/** What the key of the loop makes of it: it begins one, ends it, and takes it away. */
export function nextLoop(loop: Loop | null, time: number): Loop | null {
  if (loop === null) return { from: time, to: null };
  if (loop.to !== null) return null;
  const [from, to] = time < loop.from ? [time, loop.from] : [loop.from, time];
  return to - from < shortest ? null : { from, to };
}

/** Where to go on from here, or null where the loop lets it run: whoever jumps out of a loop stays out until it is entered again. */
export const loopTarget = ({ from, to }: Loop, before: number, now: number): number | null =>
  to !== null && now >= to && before < to && before >= from - 1 ? from : null;
