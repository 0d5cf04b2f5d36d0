import type { Portrait } from '@reelm/contracts';

/** Below this a face is too small, or too doubtful, to be what a film is known by. */
const leastQuality = 0.2;
/** A cover with a face stays unless another face is that much better: it was chosen for its sharpness and light. */
const wellEnough = 0.6;
/** Times of the same frame come from different roundings. */
const sameFrame = 0.05;

/** The frame that shows a face better than the cover does; null where the cover is good as it is. */
export function betterPortrait(portraits: readonly Portrait[], coverSeconds: number | null): Portrait | null {
  const best = portraits.toSorted((a, b) => b.quality - a.quality || a.seconds - b.seconds)[0];
  if (best === undefined || best.quality < leastQuality) return null;
  const shown = portraits.find(({ seconds }) => coverSeconds !== null && Math.abs(seconds - coverSeconds) < sameFrame);
  return (shown?.quality ?? 0) >= wellEnough * best.quality ? null : best;
}
