/** Content found at a place where the database knows of none, or of another. */
export interface Arrival {
  libraryId: string;
  path: string;
  bytes: number;
  oshash: string;
}

/** A known file whose content is not at its place any more. */
export interface Lost {
  /** It was known to be missing before this scan. */
  wasMissing: boolean;
  id: string;
  libraryId: string;
  path: string;
  bytes: number;
  oshash: string;
}

/** Size and oshash together: what makes two files count as the same content without reading all of it. */
export const identity = (content: { bytes: number; oshash: string }): string => `${content.bytes}:${content.oshash}`;

/**
 * Pairs arrivals with the lost files that they are: same size and oshash. Where several have the same content, a file of the same
 * place is taken first, then one that this scan missed, then one that was missing before; among these one of the same name, then
 * one of the same library, then the oldest. No file is used twice.
 * @returns the lost file for each arrival that has one
 */
export function pairMoves<A extends Arrival, L extends Lost>(arrivals: readonly A[], lost: readonly L[]): Map<A, L> {
  const waiting = new Map<string, L[]>();
  for (const file of lost) {
    const same = waiting.get(identity(file));
    if (same === undefined) waiting.set(identity(file), [file]);
    else same.push(file);
  }
  for (const same of waiting.values()) same.sort((a, b) => (a.id < b.id ? -1 : 1));
  const pairs = new Map<A, L>();
  // The best matches of all arrivals come before the next best, so that a mere namesake never takes a file from its own place.
  for (const fits of preferences) {
    for (const arrival of arrivals) {
      if (pairs.has(arrival)) continue;
      const same = waiting.get(identity(arrival)) ?? [];
      const at = same.findIndex((file) => fits(arrival, file));
      const [file] = at < 0 ? [] : same.splice(at, 1);
      if (file !== undefined) pairs.set(arrival, file);
    }
  }
  return pairs;
}

type Fits = (arrival: Arrival, file: Lost) => boolean;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const sameLibrary: Fits = (a, b) => a.libraryId === b.libraryId;
const samePlace: Fits = (a, b) => a.libraryId === b.libraryId && a.path === b.path;
const sameName: Fits = (a, b) => nameOf(a.path) === nameOf(b.path);
const anyPlace: Fits = () => true;
// Of two that were the same, the one that just left moved, and the one that was long gone stays gone.
const justLeft =
  (fits: Fits): Fits =>
  (a, b) =>
    !b.wasMissing && fits(a, b);
const preferences: readonly Fits[] = [
  samePlace,
  justLeft(sameName),
  justLeft(sameLibrary),
  justLeft(anyPlace),
  sameName,
  sameLibrary,
  anyPlace,
];
