import { setTimeout as delay } from 'node:timers/promises';
import { http } from '@reelm/contracts';
import { z } from 'zod';
import type { Bucket } from './bucket.js';
import type { House } from './house.js';
import type { Violation } from './invariants.js';
import type { Random } from './random.js';
import type { Fault } from './schedule.js';
import type { Struck } from './strike.js';

/** A job is tried twelve times, and the client tries each write twice. */
const mostWrites = 24;
const askEveryMs = 200;

/** Harms the object store for a time: what does not need it goes on, what does says so. */
export async function harmStore(house: House, { harm, forMs }: Extract<Fault, { kind: 'harm-store' }>, random: Random): Promise<Struck> {
  const { bucket } = house;
  if (bucket === undefined) throw new Error('This Reelm keeps its objects in files.');
  bucket.proxy.forget();
  const until = Date.now() + forMs;
  const problems = new Set<string>();
  const mend = await begin(bucket, harm, random);
  try {
    do {
      await house.api.call(http.listVideos, { query: { limit: 1 } }).catch((error: unknown) => problems.add(String(error)));
      const answer = await askForCover(house).catch(String);
      if (answer !== undefined) problems.add(answer);
      await delay(askEveryMs);
    } while (Date.now() < until);
  } finally {
    await mend();
  }
  const violations = [...problems].map((detail): Violation => ({ rule: 'a broken store breaks nothing else', detail }));
  return { violations, notes: { harmMs: forMs } };
}

async function begin(bucket: Bucket, harm: Extract<Fault, { kind: 'harm-store' }>['harm'], random: Random): Promise<() => Promise<void>> {
  if (harm === 'is killed') {
    await bucket.server.process.stop('SIGKILL');
    return () => bucket.server.process.start();
  }
  bucket.proxy.begin(harm, random);
  return () => Promise.resolve(bucket.proxy.end());
}

const Refusal = z.object({ error: z.object({ code: z.string() }) });

/** A picture comes whole, or is refused with a reason. @returns what is wrong */
async function askForCover(house: House): Promise<string | undefined> {
  const [video] = await house.query<{ id: string }>('SELECT id FROM catalog.video WHERE cover_key IS NOT NULL LIMIT 1');
  if (video === undefined) return undefined;
  const answer = await house.api.fetch(`/api/videos/${video.id}/cover`);
  if (answer.status === 200) {
    const bytes = Buffer.from(await answer.arrayBuffer());
    return bytes.length > 4 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9
      ? undefined
      : `a cover of ${bytes.length} bytes is not whole`;
  }
  const { error } = Refusal.parse(await answer.json());
  return answer.status === 503 && error.code === 'storage.unavailable'
    ? undefined
    : `a cover is answered with ${answer.status} ${error.code}`;
}

/** Nobody tried the same again and again for ever. */
export function checkWrites(bucket: Bucket): Struck {
  const most = Math.max(0, ...bucket.proxy.writes.values());
  const violations = most > mostWrites ? [{ rule: 'retries are bounded', detail: `an object was written ${most} times` }] : [];
  return { violations, notes: { mostWrites: most } };
}
