import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { http, jobs, PlaybackClient } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { z } from 'zod';
import type { House } from './house.js';
import type { Violation } from './invariants.js';
import type { Fault } from './schedule.js';
import { SmallDisk } from './small-disk.js';
import type { Struck } from './strike.js';

const scratchBytes = 8 * 1024 ** 2;
const askEveryMs = 500;
const streamsAgainWithinMs = 20_000;

/** The room in which transcode works, as small as can be. */
export class SmallScratch {
  private constructor(
    private readonly house: House,
    private readonly disk: SmallDisk,
  ) {}

  /** Starts transcode anew in it. The caller ends it. */
  static async begin(house: House): Promise<SmallScratch> {
    const transcode = house.process('transcode');
    await transcode.stop();
    const disk = SmallDisk.mount(join(house.stack.dataDirectory, 'services', 'transcode', 'scratch'), scratchBytes);
    await transcode.start();
    return new SmallScratch(house, disk);
  }

  async end(): Promise<void> {
    const transcode = this.house.process('transcode');
    await transcode.stop();
    this.disk.unmount();
    await transcode.start();
  }

  /** It is full for a time: what needs room waits or says so, all else goes on. */
  async fill({ forMs, leavesBytes }: Extract<Fault, { kind: 'fill-scratch' }>): Promise<Struck> {
    const end = Date.now() + forMs;
    const problems = new Set<string>();
    const met = { waiting: 0, refusedStreams: 0 };
    this.disk.fill(leavesBytes);
    try {
      do {
        await this.house.api.call(http.listVideos, { query: { limit: 1 } }).catch((error: unknown) => problems.add(String(error)));
        const answer = await this.askForStream().catch(String);
        if (answer === 'full') met.refusedStreams += 1;
        else if (answer !== 'answered' && answer !== 'nothing to play') problems.add(answer);
        met.waiting = Math.max(met.waiting, await this.waitingJobs());
        await delay(askEveryMs);
      } while (Date.now() < end);
    } finally {
      this.disk.free();
    }
    await until('streams to go on', async () => (await this.askForStream()) !== 'full', streamsAgainWithinMs).catch((error: unknown) =>
      problems.add(String(error)),
    );
    const violations = [...problems].map((detail): Violation => ({
      rule: 'a full scratch folder is told, and breaks nothing else',
      detail,
    }));
    return { violations, notes: met };
  }

  private async waitingJobs(): Promise<number> {
    const [row] = await this.house.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM transcode.job WHERE kind = $1 AND error ->> 'code' = 'storage.full'`,
      [jobs.analyze.kind],
    );
    return row?.count ?? 0;
  }

  /** Plays the beginning of any film, converted. @returns what came of it, or what is wrong with it */
  private async askForStream(): Promise<string> {
    const [video] = await this.house.query<{ id: string }>(
      `SELECT id FROM catalog.video WHERE state = 'ready' AND name LIKE 'film %' ORDER BY random() LIMIT 1`,
    );
    if (video === undefined) return 'nothing to play';
    const { qualities } = await this.house.api.insist(http.playVideo, {
      params: { id: video.id },
      body: { client: PlaybackClient.parse({ containers: [], videoCodecs: [], audioCodecs: ['aac'] }) },
    });
    const address = qualities.at(-1)?.url ?? '';
    const playlist = await this.house.api.fetch(address);
    if (!playlist.ok) return refusalOf(playlist);
    const [first = ''] = (await playlist.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const { pathname, search } = new URL(first, new URL(address, 'http://reelm'));
    const segment = await this.house.api.fetch(`${pathname}${search}`);
    if (!segment.ok) return refusalOf(segment);
    const bytes = Buffer.from(await segment.arrayBuffer());
    return ['moof', 'styp'].includes(bytes.toString('latin1', 4, 8)) ? 'answered' : `${bytes.length} bytes that are no segment`;
  }
}

const Refusal = z.object({ error: z.object({ code: z.string() }) });

async function refusalOf(answer: Response): Promise<string> {
  const { code } = Refusal.parse(await answer.json()).error;
  if (answer.status === 507 && code === 'storage.full') return 'full';
  return `a stream is answered with ${answer.status} ${code}`;
}
