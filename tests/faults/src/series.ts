import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Canonical } from './canonical.js';
import type { Violation } from './invariants.js';
import { Theatre, type Outcome } from './play.js';
import { describeSchedule, faultCases, planSchedule, type FaultCase, type Schedule } from './schedule.js';

export interface SeriesOptions {
  seed: number;
  /** Schedules `from`, `from + 1`, … of the seed. */
  from: number;
  count: number;
  only?: FaultCase | undefined;
  /** A new Reelm after this many schedules. */
  freshEvery: number;
  say: (line: string) => void;
}

export interface Failure {
  schedule: string;
  violations: Violation[];
  /** Where logs and data of the harmed Reelm are kept. */
  folder: string;
}

export interface SeriesReport {
  seed: number;
  played: number;
  planned: number;
  violations: number;
  /** Schedules by case, and how many of them broke a rule. */
  cases: Partial<Record<FaultCase, { played: number; failed: number }>>;
  /** Milliseconds from the last fault until nothing was left to do. */
  recoveryMs: { median: number; p95: number; longest: number };
  /** Largest value of each noted number. */
  notes: Record<string, number>;
  seconds: number;
  failures: Failure[];
}

/** Generated films are kept between runs. */
const mouldFolder = join(tmpdir(), 'reelm-fault-media-2');

/** One theatre at a time: opened when needed, thrown away when it is used up or harmed. */
class Stage {
  private theatre: Theatre | undefined;
  private folder = '';
  private played = 0;
  private baseline: Canonical | undefined;

  /** @param freshEvery a new Reelm after this many schedules */
  constructor(
    private readonly freshEvery: number,
    private readonly say: (line: string) => void,
  ) {}

  /** Plays a schedule. Where it broke a rule, what is left of that Reelm is kept in the folder that is named, and the next gets a new one. */
  async play(schedule: Schedule): Promise<Outcome & { folder?: string }> {
    const outcome = await this.perform(schedule).catch(failed);
    return outcome.violations.length === 0 ? outcome : { ...outcome, folder: await this.abandon() };
  }

  private async perform(schedule: Schedule): Promise<Outcome> {
    if (this.theatre !== undefined && this.played >= this.freshEvery) await this.clear();
    this.theatre ??= await this.open();
    this.played += 1;
    return this.theatre.play(schedule, this.baseline ?? new Map<string, string>());
  }

  private async open(): Promise<Theatre> {
    this.folder = await mkdtemp(join(tmpdir(), 'reelm-faults-'));
    const theatre = await Theatre.open(this.folder, mouldFolder);
    this.played = 0;
    try {
      const { baseline, outcome } = await theatre.rehearse();
      if (outcome.violations.length > 0) throw new Error(`without any fault: ${tellViolations(outcome.violations)}`);
      this.say(`started anew; ${baseline.size} files without a fault took ${seconds(outcome.recoveryMs)}`);
      this.baseline ??= baseline;
      return theatre;
    } catch (error) {
      await theatre.close();
      throw error;
    }
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

/** Plays schedules one after the other. A schedule that breaks a rule does not end the series. */
export async function playSeries(options: SeriesOptions): Promise<SeriesReport> {
  const { seed, from, count, only, freshEvery, say } = options;
  const startedAt = performance.now();
  const stage = new Stage(freshEvery, say);
  const outcomes: { schedule: Schedule; outcome: Outcome }[] = [];
  const failures: Failure[] = [];
  try {
    for (let index = from; index < from + count; index += 1) {
      const schedule = planSchedule(seed, index, only);
      const outcome = await stage.play(schedule);
      outcomes.push({ schedule, outcome });
      const { violations, recoveryMs, notes, folder } = outcome;
      say(
        `${violations.length === 0 ? 'held' : 'BROKE'} ${describeSchedule(schedule)} · at rest after ${seconds(recoveryMs)} ${JSON.stringify(notes)}`,
      );
      if (folder === undefined) continue;
      failures.push({ schedule: describeSchedule(schedule), violations, folder });
      say(
        `  repeat with: npm run faults -- --seed ${seed} --from ${index} --schedules 1${only === undefined ? '' : ` --only ${only}`}\n${tellViolations(violations)}`,
      );
    }
  } finally {
    await stage.clear();
  }
  return summarise(options, outcomes, failures, (performance.now() - startedAt) / 1_000);
}

/** A schedule that could not be played to its end says so like any other broken rule. */
const failed = (error: unknown): Outcome => {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return { violations: [{ rule: 'the schedule can be played to its end', detail: `${String(error)}${cause}` }], notes: {}, recoveryMs: 0 };
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const shownViolations = 20;
const tellViolations = (violations: readonly Violation[]): string =>
  violations
    .slice(0, shownViolations)
    .map(({ rule, detail }) => `  - ${rule}: ${detail}`)
    .join('\n') + (violations.length > shownViolations ? `\n  … and ${violations.length - shownViolations} more` : '');

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;

function summarise(
  { seed, count }: SeriesOptions,
  outcomes: readonly { schedule: Schedule; outcome: Outcome }[],
  failures: Failure[],
  elapsed: number,
): SeriesReport {
  const recoveries = outcomes.map(({ outcome }) => outcome.recoveryMs).sort((a, b) => a - b);
  const notes: Record<string, number> = {};
  for (const { outcome } of outcomes)
    for (const [name, value] of Object.entries(outcome.notes)) notes[name] = Math.max(notes[name] ?? 0, value);
  const ofCase = (name: FaultCase) => outcomes.filter(({ schedule }) => schedule.case === name);
  return {
    seed,
    played: outcomes.length,
    planned: count,
    violations: failures.reduce((sum, failure) => sum + failure.violations.length, 0),
    cases: Object.fromEntries(
      faultCases
        .map(
          (name) =>
            [
              name,
              { played: ofCase(name).length, failed: ofCase(name).filter(({ outcome }) => outcome.violations.length > 0).length },
            ] as const,
        )
        .filter(([, { played }]) => played > 0),
    ),
    recoveryMs: { median: quantile(recoveries, 0.5), p95: quantile(recoveries, 0.95), longest: recoveries.at(-1) ?? 0 },
    notes,
    seconds: Math.round(elapsed),
    failures,
  };
}
