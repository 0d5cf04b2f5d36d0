import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findS3Server } from '@reelm/local';
import type { Canonical } from './canonical.js';
import type { Violation } from './invariants.js';
import { Journal, type Played } from './journal.js';
import { makeMoulds, type Filler, type Mould } from './media.js';
import { Theatre, type Outcome } from './play.js';
import { canMount } from './small-disk.js';
import { describeSchedule, faultCases, planSchedule, type FaultCase, type Schedule, type Store } from './schedule.js';

export interface SeriesOptions {
  seed: number;
  /** Schedules `from`, `from + 1`, … of the seed. */
  from: number;
  count: number;
  only?: FaultCase | undefined;
  /** A new Reelm after this many schedules. */
  freshEvery: number;
  /** So many Reelms side by side: most of a schedule is waiting until a death is noticed. */
  parallel: number;
  /** File that remembers what was played; schedules that are in it are not played again. */
  journal?: string | undefined;
  say: (line: string) => void;
}

export interface SeriesReport {
  seed: number;
  played: number;
  planned: number;
  /** Schedules that this machine lacks a program for. */
  skipped: number;
  violations: number;
  /** Processes that were killed at some point of an import. */
  kills: number;
  /** Schedules by case, and how many of them broke a rule. */
  cases: Partial<Record<FaultCase, { played: number; failed: number }>>;
  /** Milliseconds from the last fault until nothing was left to do. */
  recoveryMs: { median: number; p95: number; longest: number };
  /** Largest value of each noted number. */
  notes: Record<string, number>;
  /** How long the schedules took one by one; side by side it was less. */
  seconds: number;
  failures: Pick<Played, 'schedule' | 'violations' | 'folder'>[];
}

/** What files become without faults, shared by all stages. */
class Baseline {
  private readonly files = new Map<string, string>();
  private readonly rehearsed = new Set<number>();

  knows(files: number): boolean {
    return this.rehearsed.has(files);
  }

  add(files: number, found: Canonical): void {
    this.rehearsed.add(files);
    for (const [path, facts] of found) if (!this.files.has(path)) this.files.set(path, facts);
  }

  get all(): Canonical {
    return this.files;
  }
}

/** One theatre at a time: opened when needed, thrown away when it is used up or harmed. */
class Stage {
  private theatre: Theatre | undefined;
  private folder = '';
  private played = 0;

  /** @param freshEvery a new Reelm after this many schedules */
  constructor(
    private readonly moulds: readonly Mould[],
    private readonly baseline: Baseline,
    private readonly freshEvery: number,
    private readonly say: (line: string) => void,
  ) {}

  /** Plays a schedule. Where it broke a rule, what is left of that Reelm is kept in the folder that is named, and the next gets a new one. */
  async play(schedule: Schedule): Promise<Played> {
    const startedAt = performance.now();
    const outcome = await this.perform(schedule).catch(failed);
    const { seed, index, case: name } = schedule;
    const told = { seed, index, case: name, schedule: describeSchedule(schedule), ...outcome, seconds: secondsSince(startedAt) };
    return outcome.violations.length === 0 ? told : { ...told, folder: await this.abandon() };
  }

  private async perform(schedule: Schedule): Promise<Outcome> {
    if (this.theatre !== undefined && (this.played >= this.freshEvery || this.theatre.store !== schedule.store)) await this.clear();
    this.theatre ??= await this.open(schedule.store);
    const { files, filler } = schedule;
    if (filler === 'films' && !this.baseline.knows(files)) await this.rehearse(this.theatre, files, filler);
    this.played += 1;
    return this.theatre.play(schedule, this.baseline.all);
  }

  private async open(store: Store): Promise<Theatre> {
    this.folder = await mkdtemp(join(tmpdir(), 'reelm-faults-'));
    const theatre = await Theatre.open(this.folder, this.moulds, store);
    this.played = 0;
    try {
      await this.rehearse(theatre);
      return theatre;
    } catch (error) {
      await theatre.close();
      throw error;
    }
  }

  private async rehearse(theatre: Theatre, files?: number, filler?: Filler): Promise<void> {
    const { baseline, outcome } = await theatre.rehearse(files, filler);
    if (outcome.violations.length > 0) throw new Error(`without any fault: ${tellViolations(outcome.violations)}`);
    this.say(`rehearsed; ${baseline.size} files without a fault took ${seconds(outcome.recoveryMs)}`);
    this.baseline.add(baseline.size, baseline);
  }

  /** Ends it and keeps its folder for whoever looks into what went wrong. */
  private async abandon(): Promise<string> {
    await this.theatre?.close();
    this.theatre = undefined;
    const { folder } = this;
    this.folder = '';
    return folder;
  }

  async clear(): Promise<void> {
    await this.theatre?.close();
    this.theatre = undefined;
    if (this.folder !== '') await rm(this.folder, { recursive: true, force: true });
  }
}

/** What this machine lacks for a schedule. */
function lackOf({ store, case: name }: Schedule): string | undefined {
  if (store === 's3' && findS3Server() === undefined) return 'no S3 server (minio) was found';
  if (name.startsWith('F6-') && !canMount()) return 'no disk can be mounted here (`unshare --mount` as root is refused)';
  return undefined;
}

/** Plays schedules, on each of the stages one after the other. A schedule that breaks a rule does not end the series. */
export async function playSeries(options: SeriesOptions): Promise<SeriesReport> {
  const { seed, from, count, only, freshEvery, parallel, say } = options;
  const journal = new Journal(options.journal);
  const planned = Array.from({ length: count }, (_, index) => planSchedule(seed, from + index, only));
  const schedules = planned.filter((schedule) => lackOf(schedule) === undefined);
  for (const lack of new Set(planned.flatMap((schedule) => lackOf(schedule) ?? [])))
    say(`${planned.filter((schedule) => lackOf(schedule) === lack).length} of ${count} are left out: ${lack}`);
  const skipped = planned.length - schedules.length;
  // A Reelm has one store for life: those on the other one come last.
  const open = schedules
    .filter((schedule) => journal.find(schedule) === undefined)
    .toSorted((a, b) => Number(a.store === 's3') - Number(b.store === 's3'));
  if (open.length < schedules.length) say(`${schedules.length - open.length} of ${count} were played before`);
  const moulds = await makeMoulds();
  const baseline = new Baseline();

  const performAll = async () => {
    const stage = new Stage(moulds, baseline, freshEvery, say);
    try {
      for (let schedule = open.shift(); schedule !== undefined; schedule = open.shift()) {
        const played = await stage.play(schedule);
        journal.add(played);
        say(tell(played, only));
      }
    } finally {
      await stage.clear();
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, open.length) }, performAll));
  return summarise(
    { seed, planned: schedules.length, skipped },
    schedules.flatMap((schedule) => journal.find(schedule) ?? []),
  );
}

function tell(
  { seed, index, schedule, violations, recoveryMs, notes, seconds: took, folder }: Played,
  only: FaultCase | undefined,
): string {
  const line = `${violations.length === 0 ? 'held' : 'BROKE'} ${schedule} · at rest after ${seconds(recoveryMs)}, ${took} s in all ${JSON.stringify(notes)}`;
  if (violations.length === 0) return line;
  const again = `npm run faults -- --seed ${seed} --from ${index} --schedules 1${only === undefined ? '' : ` --only ${only}`}`;
  return `${line}\n  repeat with: ${again}\n  kept: ${folder ?? 'nothing'}\n${tellViolations(violations)}`;
}

/** A schedule that could not be played to its end says so like any other broken rule. */
const failed = (error: unknown): Outcome => {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return { violations: [{ rule: 'the schedule can be played to its end', detail: `${String(error)}${cause}` }], notes: {}, recoveryMs: 0 };
};

const secondsSince = (startedAt: number): number => Math.round((performance.now() - startedAt) / 100) / 10;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const shownViolations = 20;
const tellViolations = (violations: readonly Violation[]): string =>
  violations
    .slice(0, shownViolations)
    .map(({ rule, detail }) => `  - ${rule}: ${detail}`)
    .join('\n') + (violations.length > shownViolations ? `\n  … and ${violations.length - shownViolations} more` : '');

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

function summarise(series: Pick<SeriesReport, 'seed' | 'planned' | 'skipped'>, played: readonly Played[]): SeriesReport {
  const recoveries = played.map((one) => one.recoveryMs).sort((a, b) => a - b);
  const notes: Record<string, number> = {};
  for (const one of played) for (const [name, value] of Object.entries(one.notes)) notes[name] = Math.max(notes[name] ?? 0, value);
  const failures = played.filter((one) => one.violations.length > 0);
  const countCase = (name: FaultCase) => ({
    played: played.filter((one) => one.case === name).length,
    failed: failures.filter((one) => one.case === name).length,
  });
  return {
    ...series,
    played: played.length,
    violations: sum(failures.map((one) => one.violations.length)),
    kills: sum(played.map((one) => one.notes['kills'] ?? 0)),
    cases: Object.fromEntries(faultCases.map((name) => [name, countCase(name)] as const).filter(([, { played: some }]) => some > 0)),
    recoveryMs: { median: quantile(recoveries, 0.5), p95: quantile(recoveries, 0.95), longest: recoveries.at(-1) ?? 0 },
    notes,
    seconds: Math.round(sum(played.map((one) => one.seconds))),
    failures: failures.map(({ schedule, violations, folder }) => ({ schedule, violations, folder })),
  };
}
