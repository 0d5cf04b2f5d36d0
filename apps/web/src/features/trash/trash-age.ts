import type { TrashedFile } from '@reelm/contracts';

const dayMs = 24 * 3_600_000;
type Trashed = Pick<TrashedFile, 'trashedAt'>;

/** When a file goes for good, or shortly thereafter. */
export const deletedAt = ({ trashedAt }: Trashed, keepDays: number): string =>
  new Date(Date.parse(trashedAt) + keepDays * dayMs).toISOString();

/** Those that would go at once if files stayed so long. */
export const tooOld = <T extends Trashed>(items: readonly T[], keepDays: number | null, now: number): T[] =>
  keepDays === null ? [] : items.filter((file) => Date.parse(deletedAt(file, keepDays)) <= now);
