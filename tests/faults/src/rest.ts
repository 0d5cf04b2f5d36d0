import { setTimeout as delay } from 'node:timers/promises';
import type { House } from './house.js';
import { isLive } from './invariants.js';
import { jobsOfOwners, outboxPending, scanRequests } from './observe.js';

const pollMs = 100;
const meterMs = 25;

/** How far the import of a library is, 0 to 1: each file that is there is found, analysed and shown. */
async function progressOf(house: House, libraryId: string, files: number): Promise<number> {
  const [counts] = await house.query<{ found: number; shown: number; settled: number }>(
    `SELECT (SELECT count(*)::int FROM ingest.file WHERE library_id = $1 AND missing_since IS NULL) AS found,
       (SELECT count(*)::int FROM catalog.video_file WHERE library_id = $1 AND present) AS shown,
       (SELECT count(*)::int FROM catalog.video_file WHERE library_id = $1 AND present AND state IN ('ready', 'failed')) AS settled`,
    [libraryId],
  );
  if (counts === undefined) return 0;
  // Files that were taken away count until that is known.
  const done = [counts.found, counts.shown, counts.settled].map((count) => Math.min(count, files));
  return done.reduce((sum, count) => sum + count, 0) / (3 * files);
}

/**
 * How far an import is, for any number of questions at a time: those within a moment get one answer.
 * @param files how many there are by now
 */
export function progressMeter(house: House, libraryId: string, files: () => number): () => Promise<number> {
  let askedAt = -Infinity;
  let answer = Promise.resolve(0);
  return () => {
    if (performance.now() - askedAt > meterMs) {
      askedAt = performance.now();
      answer = progressOf(house, libraryId, files());
    }
    return answer;
  };
}

const withMore = (counts: Record<string, number>): string[] =>
  Object.entries(counts).flatMap(([name, pending]) => (pending > 0 ? [`${name}: ${pending}`] : []));

/** What is still to be done, in words; nothing when all is at rest. */
async function restless(house: House, consumers: readonly string[]): Promise<string[]> {
  const jobs = (await jobsOfOwners(house)).filter(isLive);
  const pending = await house.consumersPending();
  const missing = consumers.filter((name) => !(name in pending));
  const asleep = house.stack.processes
    .filter((managed) => managed.state !== 'ready')
    .map((managed) => `${managed.name} is ${managed.state}`);
  return [
    ...asleep,
    ...jobs.map((job) => `${job.kind} ${job.id} is ${job.state}`),
    ...withMore(await outboxPending(house)).map((line) => `outbox of ${line}`),
    ...withMore(pending).map((line) => `not taken by ${line}`),
    ...missing.map((name) => `the consumer ${name} is missing`),
    ...((await scanRequests(house)) > 0 ? ['requests for a scan'] : []),
  ];
}

/**
 * Waits until a library is imported and nothing is left to do anywhere.
 * @param progressNow how far the import is
 * @param consumers those that a Reelm at rest has on the broker
 * @returns what was still to be done after `timeoutMs`, empty when it came to rest
 */
export async function untilRest(
  house: House,
  progressNow: () => Promise<number>,
  consumers: readonly string[],
  timeoutMs: number,
): Promise<string[]> {
  const deadline = Date.now() + timeoutMs;
  let open: string[] = [];
  let quiet = 0;
  while (Date.now() < deadline) {
    try {
      const progress = await progressNow();
      open = progress < 1 ? [`the import is at ${Math.floor(progress * 100)} %`] : [];
      // With all done, one more look a moment later: between an event and its effect there may be nothing to see.
      open.push(...(progress < 1 ? [] : await restless(house, consumers)));
      quiet = open.length === 0 ? quiet + 1 : 0;
      if (quiet === 3) return [];
    } catch (error) {
      quiet = 0;
      open = [String(error)];
    }
    await delay(pollMs);
  }
  return open.length === 0 ? ['it did not stay at rest'] : [...open, ...(await restless(house, consumers).catch(() => []))];
}
