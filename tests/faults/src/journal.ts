import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { faultCases, type Schedule } from './schedule.js';

/** What came of a schedule. */
export const Played = z.object({
  seed: z.number(),
  index: z.number(),
  case: z.enum(faultCases),
  /** One line for people. */
  schedule: z.string(),
  violations: z.array(z.object({ rule: z.string(), detail: z.string() })),
  notes: z.record(z.string(), z.number()),
  /** From the last fault until nothing was left to do. */
  recoveryMs: z.number(),
  seconds: z.number(),
  /** Where logs and data of a Reelm that was harmed are kept. */
  folder: z.string().optional(),
});
export type Played = z.infer<typeof Played>;

/** Remembers what was played, in a file if one is named: a series that was interrupted goes on where it was. */
export class Journal {
  private readonly played: Played[] = [];

  constructor(private readonly path?: string) {
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    this.played = text.split('\n').flatMap(parseLine);
    if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  }

  find({ seed, index, case: name }: Schedule): Played | undefined {
    return this.played.find((one) => one.seed === seed && one.index === index && one.case === name);
  }

  add(played: Played): void {
    this.played.push(played);
    if (this.path !== undefined) appendFileSync(this.path, `${JSON.stringify(played)}\n`);
  }
}

/** A line may be half written: the last one before an interruption. */
function parseLine(line: string): Played[] {
  try {
    return [Played.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
