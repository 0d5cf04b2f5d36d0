export interface ScrubberMark {
  label: string;
  /** Part of the list before it, 0 to 1. */
  start: number;
}

/** Gives each bucket its place: all that comes before it. */
export function placed<B extends { share: number }>(buckets: readonly B[]): (B & { start: number })[] {
  const starts = [0];
  for (const { share } of buckets) starts.push((starts.at(-1) ?? 0) + share);
  return buckets.map((bucket, at) => ({ ...bucket, start: starts[at] ?? 0 }));
}

/** Labels closer than this would lie on each other, as parts of the height. */
const labelRoom = 0.035;

/** Place of the bucket that this part of the list falls into. */
export const bucketAt = (buckets: readonly ScrubberMark[], position: number): number =>
  Math.max(
    0,
    buckets.findLastIndex(({ start }) => start <= position + 1e-9),
  );

/** The labels that fit: each different from the one before and far enough from it. Years stand for their months. */
export function spacedLabels(buckets: readonly ScrubberMark[]): { label: string; start: number; place: number }[] {
  const short = (label: string): string => /^(\d{4})-\d\d/.exec(label)?.[1] ?? label;
  const shown: { label: string; start: number; place: number }[] = [];
  for (const [place, { label, start }] of buckets.entries()) {
    const before = shown.at(-1);
    if (before && (before.label === short(label) || start - before.start < labelRoom)) continue;
    shown.push({ label: short(label), start, place });
  }
  return shown;
}
