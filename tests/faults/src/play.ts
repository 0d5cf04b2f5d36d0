import { join } from 'node:path';
import { http } from '@reelm/contracts';
import { canonical, compareWithBaseline, type Canonical } from './canonical.js';
import { notice } from './disk-accidents.js';
import { SmallDatabase } from './database-harm.js';
import { House } from './house.js';
import { check, type Violation } from './invariants.js';
import { libraryFiles, type Filler, type Mould } from './media.js';
import { observe, type ObjectCache, type OwnLibrary } from './observe.js';
import { checkEndings, nameless } from './poison.js';
import { Random } from './random.js';
import { progressMeter, untilRest } from './rest.js';
import { SmallScratch } from './scratch-harm.js';
import type { Fault, Schedule, Store } from './schedule.js';
import { Shelf } from './shelf.js';
import { Starvation } from './starvation.js';
import { checkWrites } from './store-harm.js';
import { arrive, armFailPoint, cancelStorm, inParallel, strike, type Import, type Struck } from './strike.js';

const restWithinMs = 180_000;
const analyse = 'transcode.analyze';

export interface Outcome {
  violations: Violation[];
  notes: Record<string, number>;
  /** From the last fault until nothing was left to do. */
  recoveryMs: number;
}

/** What ffprobe alone may take. */
const poisonWithinMs = 60_000;

interface LibraryOptions {
  watch?: boolean;
  poisons?: readonly string[];
  /** Called when its files are there and nobody knows of them. */
  prepare?: (shelf: Shelf) => void;
}

/** What some faults need to be in place. */
interface Armed {
  starvation?: Starvation | undefined;
  scratch?: SmallScratch | undefined;
  database?: SmallDatabase | undefined;
}

/** A long import has to be struck this often before it is over. */
const leastKillsOfLong = 20;

/** A fresh Reelm on which schedules are played, one after the other; each adds a library of its own. */
export class Theatre {
  private readonly libraries: OwnLibrary[] = [];
  private readonly objects: ObjectCache = new Map();
  private consumers: string[] = [];

  private constructor(
    readonly house: House,
    private readonly moulds: readonly Mould[],
    readonly store: Store,
  ) {}

  static async open(folder: string, moulds: readonly Mould[], store: Store): Promise<Theatre> {
    return new Theatre(await House.start(folder, store), moulds, store);
  }

  /** Imports a file of each kind, or as many as a long schedule does, without any fault: what later results are compared with. */
  async rehearse(files = this.moulds.length + 3, filler: Filler = 'texts'): Promise<{ baseline: Canonical; outcome: Outcome }> {
    const library = await this.addLibrary(`rehearsal-${files}`, files, filler);
    const outcome = await this.settle(library, performance.now(), new Map());
    this.consumers = Object.keys(await this.house.consumersPending());
    const world = await observe(this.house, this.libraries, this.objects);
    return { baseline: canonical(world, library.libraryId), outcome };
  }

  /** Plays one schedule and checks everything. */
  async play(schedule: Schedule, baseline: Canonical): Promise<Outcome> {
    const { seed, index, files, filler, watch } = schedule;
    const deathsBefore = this.house.unexpectedDeaths.length;
    const { disarm, ...armed } = await this.arm(schedule);
    const storm = schedule.faults.find((fault) => fault.kind === 'cancel-storm');
    if (storm) await this.house.api.pauseQueue(analyse, true);
    const poisons = ofKind(schedule.faults, 'poison').flatMap(({ names }) => names);
    const library = await this.addLibrary(`s${seed}-${index}`, files, filler, {
      watch,
      poisons,
      prepare: (shelf) => armed.starvation?.starve(shelf, ofKind(schedule.faults, 'starve')),
    });
    // Each waits for its own moment, so that several strike one import, also while it recovers from another.
    const struck = (await Promise.all(inTurn(schedule.faults).map((faults) => this.strikeEach(faults, library, schedule, armed)))).flat();
    if (schedule.case === 'F14') struck.push(await notice(this.house, library, watch));
    const lastFault = performance.now();
    const outcome = await this.settle(library, lastFault, baseline);
    if (this.house.bucket !== undefined) struck.push(checkWrites(this.house.bucket));
    if (poisons.length > 0) struck.push(await this.afterPoison(library, poisons));
    const reached = await Promise.all(disarm.map((end) => end()));
    const deaths = this.house.unexpectedDeaths.slice(deathsBefore).map((detail) => ({ rule: 'no process dies by itself', detail }));
    return {
      violations: [...struck.flatMap((one) => one.violations), ...tooFewKills(schedule, struck), ...deaths, ...outcome.violations],
      notes: Object.assign(
        { ...countKills(struck), ...(disarm.length > 0 ? { reached: reached.filter(Boolean).length } : {}) },
        ...struck.map((one) => one.notes),
      ) as Record<string, number>,
      recoveryMs: outcome.recoveryMs,
    };
  }

  async close(): Promise<void> {
    await this.house.stop();
  }

  /** What has to be in place before an import begins, and how to end it again. */
  private async arm({ index, faults }: Schedule): Promise<Armed & { disarm: (() => Promise<boolean>)[] }> {
    const disarm = await Promise.all(ofKind(faults, 'fail-point').map((fault) => armFailPoint(this.house, fault)));
    const armed: Armed = {};
    if (ofKind(faults, 'starve').length > 0)
      armed.starvation = await Starvation.begin(this.house, join(this.house.folder, 'starved', String(index)));
    if (ofKind(faults, 'fill-scratch').length > 0) armed.scratch = await SmallScratch.begin(this.house);
    if (ofKind(faults, 'fill-database').length > 0) armed.database = await SmallDatabase.begin(this.house);
    const end = Object.values(armed).flatMap((one) => (one === undefined ? [] : [() => one.end().then(() => true)]));
    return { ...armed, disarm: [...disarm, ...end] };
  }

  private async strikeEach(faults: readonly Fault[], library: Import, schedule: Schedule, armed: Armed): Promise<Struck[]> {
    const struck: Struck[] = [];
    for (const fault of faults) struck.push(await this.strikeOne(fault, library, schedule, armed));
    return struck;
  }

  private async strikeOne(fault: Fault, library: Import, schedule: Schedule, { starvation, scratch, database }: Armed): Promise<Struck> {
    const nothing: Struck = { violations: [], notes: {} };
    switch (fault.kind) {
      case 'starve':
        return (await starvation?.meet(fault, library)) ?? nothing;
      case 'fill-scratch':
        await arrive(library, fault.at);
        return (await scratch?.fill(fault)) ?? nothing;
      case 'fill-database':
        await arrive(library, fault.at);
        return (await database?.fill(fault)) ?? nothing;
      case 'fail-point':
      case 'poison':
        return nothing;
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

  /** None of them kept anybody busy for long. */
  private async afterPoison({ libraryId }: Import, names: readonly string[]): Promise<Struck> {
    const [row] = await this.house.query<{ slowestMs: number | null }>(
      `SELECT max(extract(epoch FROM finished_at - started_at) * 1000)::int AS "slowestMs" FROM transcode.job WHERE library_id = $1`,
      [libraryId],
    );
    const slowestMs = row?.slowestMs ?? 0;
    const { items } = await this.house.api.insist(http.listLibraries);
    const problem = items.find(({ id }) => id === libraryId)?.problem?.code ?? null;
    const expected = names.includes(nameless) ? 'library.names_skipped' : null;
    return {
      violations: [
        ...(slowestMs > poisonWithinMs ? [{ rule: 'poison keeps nobody busy for long', detail: `${slowestMs} ms` }] : []),
        ...(problem === expected ? [] : [{ rule: 'a library says what it left out', detail: `${problem ?? 'nothing'} is told` }]),
      ],
      notes: { slowestMs },
    };
  }

  private async addLibrary(name: string, count: number, filler: Filler, options: LibraryOptions = {}): Promise<Import> {
    const { watch = false, poisons = [], prepare } = options;
    const root = join(this.house.folder, 'libraries', name);
    const shelf = await Shelf.write(root, libraryFiles(this.moulds, count, name, filler), this.moulds, new Random('shelf', name));
    if (poisons.length > 0) await shelf.poison(poisons);
    prepare?.(shelf);
    const { id } = await this.house.api.addLibrary(name, root, watch);
    this.libraries.push({ id, shelf });
    return { libraryId: id, shelf, progress: progressMeter(this.house, id, () => shelf.files) };
  }

  private async settle(library: Import, since: number, baseline: Canonical): Promise<Outcome> {
    const open = await untilRest(this.house, library.progress, this.consumers, restWithinMs);
    const recoveryMs = Math.round(performance.now() - since);
    const unrest = open.map((detail) => ({ rule: `everything comes to rest within ${restWithinMs / 1_000} s`, detail }));
    const world = await observe(this.house, this.libraries, this.objects);
    const endings = checkEndings(world, library.libraryId, library.shelf.poisoned);
    const violations = [
      ...unrest,
      ...check(world),
      ...endings,
      ...compareWithBaseline(canonical(world, library.libraryId), baseline, library.shelf.contents, library.shelf.starved),
    ];
    return { violations, notes: {}, recoveryMs };
  }
}

/** Kills that struck before the import was over. */
const killsDuring = (struck: readonly Struck[]): number => struck.filter(({ killedAt }) => killedAt !== undefined && killedAt < 1).length;
const countKills = (struck: readonly Struck[]) => (killsDuring(struck) === 0 ? {} : { kills: killsDuring(struck) });

/** An import that is over before it was struck often enough shows nothing. */
function tooFewKills(schedule: Schedule, struck: readonly Struck[]): Violation[] {
  const kills = killsDuring(struck);
  if (schedule.case !== 'F1-long' || kills >= leastKillsOfLong) return [];
  return [{ rule: `a long import is struck at ${leastKillsOfLong} points`, detail: `${kills}` }];
}

const ofKind = <K extends Fault['kind']>(faults: readonly Fault[], kind: K): Extract<Fault, { kind: K }>[] =>
  faults.filter((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind);

/** Faults that strike side by side; those that kill the same service follow each other, since only what lives can be killed. */
function inTurn(faults: readonly Fault[]): Fault[][] {
  const turns = new Map<string, Fault[]>();
  for (const [index, fault] of faults.entries()) {
    const turn = fault.kind === 'kill-service' ? fault.service : String(index);
    turns.set(turn, [...(turns.get(turn) ?? []), fault]);
  }
  return [...turns.values()];
}
