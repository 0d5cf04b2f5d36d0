import type { SceneCut, Video } from '@reelm/contracts';

/** Scenes are no shorter than this; what changes faster is one scene to the eye. */
const shortest = 2;
/** A suggestion as near as this to what is there already is the same. */
const same = 1;

/** The strongest cuts of a film, no more than `most`, spread over it: where one would set chapters. In the order of time. */
export function pickScenes(cuts: readonly SceneCut[], duration: number, most: number): SceneCut[] {
  const apart = Math.max(shortest, duration / (2 * most));
  const picked: SceneCut[] = [];
  for (const cut of cuts.toSorted((one, other) => other.strength - one.strength || one.seconds - other.seconds)) {
    if (picked.length === most) break;
    const { seconds } = cut;
    if (seconds >= shortest && seconds <= duration - shortest && picked.every((other) => Math.abs(other.seconds - seconds) >= apart))
      picked.push(cut);
  }
  return picked.toSorted((one, other) => one.seconds - other.seconds);
}

/** Those that do not stand there already. */
export const withoutKnown = <T extends { seconds: number }>(scenes: readonly T[], known: readonly { startSeconds: number }[]): T[] =>
  scenes.filter(({ seconds }) => known.every(({ startSeconds }) => Math.abs(startSeconds - seconds) > same));

/** The chapters of a film with some more, in order; those that nobody named are numbered by their place. */
export function chaptersWith(chapters: Video['chapters'], starts: readonly number[]): Video['chapters'] {
  const begun = starts.length > 1 && chapters.length === 0 ? [0, ...starts] : starts;
  return [...chapters, ...begun.map((startSeconds) => ({ startSeconds, title: '' }))]
    .toSorted((one, other) => one.startSeconds - other.startSeconds)
    .map(({ startSeconds, title }, at) => ({ startSeconds, title: title === '' ? `Scene ${at + 1}` : title }));
}
