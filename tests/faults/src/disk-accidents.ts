import { setTimeout as delay } from 'node:timers/promises';
import { http } from '@reelm/contracts';
import { until } from '@reelm/testing';
import type { House } from './house.js';
import type { Violation } from './invariants.js';
import { knowsShelf } from './observe.js';
import type { Fault } from './schedule.js';
import type { Import, Struck } from './strike.js';

/** Watching notices changes within half a minute, and a file that was written to just now waits until it has settled. */
const noticedWithinMs = 90_000;
const lookEveryMs = 100;

/** The disk of a library goes away and comes back: nothing that is known of its files may be lost meanwhile. */
export async function unmount(
  house: House,
  { libraryId, shelf }: Import,
  { downMs, leaves, scanned }: Extract<Fault, { kind: 'unmount' }>,
): Promise<Struck> {
  const problems = new Set<string>();
  const known = await knownFiles(house, libraryId);
  const remount = await shelf.unmount(leaves);
  const deadline = Date.now() + downMs;
  try {
    if (scanned) await house.api.scan(libraryId);
    do {
      await delay(lookEveryMs);
      const now = await knownFiles(house, libraryId);
      if (now.missing > 0) problems.add(`${now.missing} of ${now.all} files were taken for lost`);
      if (now.all < known.all) problems.add(`${now.all} of ${known.all} files were left`);
    } while (Date.now() < deadline);
    // An empty folder of which nothing is known may be a new library as well.
    if (scanned && (leaves === 'nothing' || known.all > 0)) await until('the library to be away', () => isAway(house, libraryId), 30_000);
  } catch (error) {
    problems.add(String(error));
  } finally {
    await remount();
  }
  const violations = [...problems].map((detail): Violation => ({ rule: 'a disk that is away costs nothing', detail }));
  return { violations, notes: { awayMs: downMs } };
}

async function knownFiles(house: House, libraryId: string): Promise<{ all: number; missing: number }> {
  const [counts] = await house.query<{ all: number; missing: number }>(
    'SELECT count(*)::int AS all, count(missing_since)::int AS missing FROM ingest.file WHERE library_id = $1',
    [libraryId],
  );
  return counts ?? { all: 0, missing: 0 };
}

async function isAway(house: House, libraryId: string): Promise<boolean> {
  const { items } = await house.api.insist(http.listLibraries);
  return items.some(({ id, state, problem }) => id === libraryId && state === 'unavailable' && problem?.code === 'library.unavailable');
}

/** Waits until what happened to the files of a library is known. */
export async function notice(house: House, { libraryId, shelf }: Import, watched: boolean): Promise<Struck> {
  if (!watched) await house.api.scan(libraryId);
  const since = performance.now();
  const violations = await until('the files to be known', () => knowsShelf(house, { id: libraryId, shelf }), noticedWithinMs).then(
    () => [],
    (): Violation[] => [{ rule: 'what happens to files is noticed', detail: `not within ${noticedWithinMs / 1_000} s` }],
  );
  return { violations, notes: { noticedMs: Math.round(performance.now() - since) } };
}
