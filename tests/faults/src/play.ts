import { join } from 'node:path';
import { canonical, compareWithBaseline, type Canonical } from './canonical.js';
import { House } from './house.js';
import { check, type Violation } from './invariants.js';
import { libraryFiles, makeMoulds, writeLibrary } from './media.js';
import { observe, type ObjectCache, type OwnLibrary } from './observe.js';
import { Random } from './random.js';
import { untilRest } from './rest.js';
import type { Fault, Schedule } from './schedule.js';
import { armFailPoint, cancelStorm, inParallel, strike, type Import, type Struck } from './strike.js';

const restWithinMs = 180_000;
const analyse = 'transcode.analyze';

export interface Outcome {
  violations: Violation[];
  notes: Record<string, number>;
  /** From the last fault until nothing was left to do. */
  recoveryMs: number;
}

type Moulds = Awaited<ReturnType<typeof makeMoulds>>;

/** A fresh Reelm on which schedules are played, one after the other; each adds a library of its own. */
export class Theatre {
  private readonly libraries: OwnLibrary[] = [];
  private readonly objects: ObjectCache = new Map();
  private consumers: string[] = [];

  private constructor(
    readonly house: House,
    private readonly moulds: Moulds,
  ) {}

  /** @param mouldFolder where the generated films are kept for the next time */
  static async open(folder: string, mouldFolder: string): Promise<Theatre> {
    const moulds = await makeMoulds(mouldFolder);
    return new Theatre(await House.start(folder), moulds);
  }

  /** Imports everything there is without any fault: what later results are compared with. */
  async rehearse(): Promise<{ baseline: Canonical; outcome: Outcome }> {
    const files = this.moulds.length + 3;
    const library = await this.addLibrary('rehearsal', files);
    const outcome = await this.settle(library, performance.now(), new Map());
    this.consumers = Object.keys(await this.house.consumersPending());
    const world = await observe(this.house, this.libraries, this.objects);
    return { baseline: canonical(world, library.libraryId), outcome };
  }

  /** Plays one schedule and checks everything. */
  async play(schedule: Schedule, baseline: Canonical): Promise<Outcome> {
    const { seed, index, files } = schedule;
    const deathsBefore = this.house.unexpectedDeaths.length;
    const disarm = await this.arm(schedule);
    const storm = schedule.faults.find((fault) => fault.kind === 'cancel-storm');
    if (storm) await this.house.api.pauseQueue(analyse, true);
    const library = await this.addLibrary(`s${seed}-${index}`, files);
    // Each waits for its own moment, so that several strike one import, also while it recovers from another.
    const struck = await Promise.all(schedule.faults.map((fault) => this.strikeOne(fault, library, schedule)));
    const lastFault = performance.now();
    const outcome = await this.settle(library, lastFault, baseline);
    const reached = await Promise.all(disarm.map((end) => end()));
    const deaths = this.house.unexpectedDeaths.slice(deathsBefore).map((detail) => ({ rule: 'no process dies by itself', detail }));
    return {
      violations: [...struck.flatMap((one) => one.violations), ...deaths, ...outcome.violations],
      notes: Object.assign(
        { ...outcome.notes, ...(disarm.length > 0 ? { reached: reached.filter(Boolean).length } : {}) },
        ...struck.map((one) => one.notes),
      ) as Record<string, number>,
      recoveryMs: outcome.recoveryMs,
    };
  }

  async close(): Promise<void> {
    await this.house.stop();
  }

  private arm({ faults }: Schedule): Promise<(() => Promise<boolean>)[]> {
    return Promise.all(faults.flatMap((fault) => (fault.kind === 'fail-point' ? [armFailPoint(this.house, fault)] : [])));
  }

  private strikeOne(fault: Fault, library: Import, schedule: Schedule): Promise<Struck> {
    switch (fault.kind) {
      case 'fail-point':
        return Promise.resolve({ violations: [], notes: {} });
      case 'cancel-storm':
        return this.weather(library, fault, schedule);
      default:
        return strike(this.house, fault, library);
    }
  }

  /** A storm over a library, after which everything cancelled is asked for again. */
  private async weather(library: Import, fault: Extract<Fault, { kind: 'cancel-storm' }>, { seed, index }: Schedule): Promise<Struck> {
    const { cancelled, ...struck } = await cancelStorm(this.house, library, fault, new Random('storm', seed, index));
    await inParallel(10, cancelled, (id) => this.house.api.retry(id));
    return struck;
  }

  private async addLibrary(name: string, count: number): Promise<Import> {
    const root = join(this.house.folder, 'libraries', name);
    await writeLibrary(root, libraryFiles(this.moulds, count, name));
    const { id } = await this.house.api.addLibrary(name, root);
    this.libraries.push({ id, root });
    return { libraryId: id, files: count };
  }

  private async settle(library: Import, since: number, baseline: Canonical): Promise<Outcome> {
    const open = await untilRest(this.house, { id: library.libraryId, files: library.files }, this.consumers, restWithinMs);
    const recoveryMs = Math.round(performance.now() - since);
    const unrest = open.map((detail) => ({ rule: `everything comes to rest within ${restWithinMs / 1_000} s`, detail }));
    const world = await observe(this.house, this.libraries, this.objects);
    const violations = [...unrest, ...check(world), ...compareWithBaseline(canonical(world, library.libraryId), baseline)];
    return { violations, notes: {}, recoveryMs };
  }
}
