import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobs } from '@reelm/contracts';
import { until } from '@reelm/testing';
import type { House } from './house.js';
import type { Fault } from './schedule.js';
import type { Shelf } from './shelf.js';
import type { Import, Struck } from './strike.js';

type Hunger = Extract<Fault, { kind: 'starve' }>;

/** ffmpeg cannot even be loaded with so little. */
const tooLittleBytes = 32 * 1024 ** 2;
/** One more than there may be is enough to tell. */
const mostTries = 5;
const metWithinMs = 180_000;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** An ffmpeg for transcode that is ended at some films as for want of memory. */
export class Starvation {
  private constructor(
    private readonly house: House,
    /** Holds the program and, for each film, a folder with a mark for each time that it was ended there. */
    private readonly folder: string,
  ) {}

  /** Starts transcode anew with it. The caller ends it. */
  static async begin(house: House, folder: string): Promise<Starvation> {
    mkdirSync(folder, { recursive: true });
    const starvation = new Starvation(house, folder);
    starvation.write([]);
    await starvation.restart({ FFMPEG_PATH: starvation.program });
    return starvation;
  }

  async end(): Promise<void> {
    await this.restart({});
  }

  /** From now on it is ended at these films. */
  starve(shelf: Shelf, faults: readonly Hunger[]): void {
    this.write(
      faults.map(({ victim, how, once }) => {
        const marks = this.marksOf(victim);
        mkdirSync(marks, { recursive: true });
        const end = how === 'killed' ? 'kill -9 $$' : `exec prlimit --as=${tooLittleBytes} ffmpeg "$@"`;
        const tries = Array.from({ length: once ? 1 : mostTries }, (_, number) => number).join(' ');
        return [
          `*${quoted(shelf.placeOf(victim))}*)`,
          `[ -e ${quoted(join(marks, 'fed'))} ] || for try in ${tries}; do mkdir ${quoted(marks)}/$try 2>/dev/null && { ${end}; }; done ;;`,
        ].join('\n');
      }),
    );
  }

  /** Waits until a film was met with, and for what has to become of it; one that was refused is asked for again. */
  async meet({ victim, once }: Hunger, { libraryId, shelf }: Import): Promise<Struck> {
    const path = shelf.filmAt(victim);
    if (once) {
      await until(`ffmpeg to be ended at ${path}`, () => this.triesAt(victim) > 0, metWithinMs);
      shelf.starved.add(path);
      return { violations: [], notes: {} };
    }
    const { id, state, code } = await until(`${path} to be refused`, () => this.refusal(libraryId, path), metWithinMs);
    const tries = this.triesAt(victim);
    writeFileSync(join(this.marksOf(victim), 'fed'), '');
    await this.house.api.retry(id);
    const isRight = tries === 2 && state === 'failed' && code === 'media.out_of_memory';
    const detail = `${path} was tried ${tries} times, its job is ${state} for ${code}`;
    return { violations: isRight ? [] : [{ rule: 'what gets no memory is tried once more and refused', detail }], notes: {} };
  }

  private async refusal(libraryId: string, path: string): Promise<{ id: string; state: string; code: string } | undefined> {
    const [job] = await this.house.query<{ id: string; state: string; code: string }>(
      `SELECT job.id, job.state, job.error ->> 'code' AS code FROM transcode.job JOIN catalog.video_file shown ON shown.id = job.file_id
       WHERE shown.library_id = $1 AND shown.path = $2 AND shown.state = 'failed' AND job.kind = $3`,
      [libraryId, path, jobs.analyze.kind],
    );
    return job;
  }

  private get program(): string {
    return join(this.folder, 'ffmpeg');
  }

  private marksOf(victim: number): string {
    return join(this.folder, String(victim));
  }

  private triesAt(victim: number): number {
    const marks = this.marksOf(victim);
    return existsSync(marks) ? readdirSync(marks).filter((name) => /^\d+$/.test(name)).length : 0;
  }

  private write(cases: readonly string[]): void {
    const lines = ['#!/bin/sh', `PATH=${quoted(process.env['PATH'] ?? '')}`, 'case "$*" in', ...cases, 'esac', 'exec ffmpeg "$@"', ''];
    writeFileSync(this.program, lines.join('\n'), { mode: 0o755 });
  }

  private async restart(settings: { FFMPEG_PATH?: string }): Promise<void> {
    const transcode = this.house.process('transcode');
    // The launcher reads this object at each start of the process.
    const environment = transcode.spec.env as Record<string, string>;
    await transcode.stop();
    delete environment['FFMPEG_PATH'];
    Object.assign(environment, settings);
    await transcode.start();
  }
}
