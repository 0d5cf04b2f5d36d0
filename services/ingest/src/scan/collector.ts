import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { newId, SERVICE_CONFIG, type JobContext, type Tx } from '@reelm/service-kit';
import type { IngestConfig } from '../config.js';
import type { LibraryInDatabase } from '../libraries/libraries.repository.js';
import { Diff, KnownPages, type Difference, type KnownFile } from './diff.js';
import type { Disk } from './disk.repository.js';
import { FilesRepository, type HashedFile } from './files.repository.js';
import { identity } from './moves.js';
import { ScanWriter, type ScanRun } from './scan-writer.js';
import { isGap, type SeenFile, type WalkProblems } from './entries.js';
import { WorkSheetRepository } from './work-sheet.repository.js';

/** A file whose content must be looked at, and what was known at its path. */
interface Candidate {
  seen: SeenFile;
  known: KnownFile | undefined;
}
type Hashed = { file: HashedFile; known: KnownFile | undefined };

export interface CollectOptions {
  run: ScanRun;
  library: LibraryInDatabase;
  disk: Disk;
  /** Folders to look at, none of them within another; the empty one is the whole library. */
  folders: readonly string[];
  job: JobContext;
}

const knownPageSize = 5_000;
const hashBatch = 1_000;

/** What one scan has collected so far, beside what it wrote. */
export class Collected {
  files = 0;
  readonly problems: WalkProblems = { unreadable: { count: 0, example: '' }, unusableNames: { count: 0, example: '' } };
  /** Folders with files that are still growing. */
  growing: string[] = [];
  /** Files that were changed so recently that they may be growing. */
  readonly unsettled = new Map<string, Candidate>();

  note(kind: keyof WalkProblems, problem: { count: number; example: string }): void {
    const total = this.problems[kind];
    if (total.count === 0) total.example = problem.example;
    total.count += problem.count;
  }
}

/**
 * First half of a scan: walks folders and compares them with what is known. What is certain at once is written at once (new content,
 * new times, files that came back), so that a first scan shows its files while it runs; the rest goes on the work sheet.
 */
@Injectable()
export class Collector {
  private readonly settleMs: number;

  constructor(
    @Inject(SERVICE_CONFIG) config: IngestConfig,
    private readonly files: FilesRepository,
    private readonly sheet: WorkSheetRepository,
    private readonly writer: ScanWriter,
  ) {
    this.settleMs = config.REELM_SETTLE_SECONDS * 1_000;
  }

  async collect(options: CollectOptions): Promise<Collected> {
    const { run, folders, job } = options;
    const collected = new Collected();
    const known = folders[0] === '' ? await this.files.countPresent(run.libraryId) : 0;
    await this.writer.write(run, (tx) => this.sheet.clear(tx, run.libraryId));
    for (const folder of folders) await this.collectFolder(options, folder, known, collected);
    if (collected.unsettled.size > 0) {
      job.progress({ done: collected.files, total: null, unit: 'files', note: 'waiting for files that were just written' });
      await pause(this.settleMs, undefined, { signal: job.signal });
      collected.growing = await this.takeUnsettled(options, collected);
    }
    return collected;
  }

  private async collectFolder(options: CollectOptions, folder: string, expected: number, collected: Collected): Promise<void> {
    const { run, library, disk, job } = options;
    const known = new KnownPages(
      (after) => this.files.knownPage({ libraryId: run.libraryId, folder, after, limit: knownPageSize }),
      knownPageSize,
    );
    const diff = new Diff(known);
    let problems: WalkProblems | undefined;
    for await (const entries of disk.walk({ root: library.path, folder, exclude: library.exclude }, (latest) => (problems = latest))) {
      for await (const difference of diff.compare(entries)) await this.take(options, difference, collected);
      collected.files += entries.filter((entry) => !isGap(entry)).length;
      job.progress({
        done: collected.files,
        total: expected > collected.files ? expected : null,
        unit: 'files',
        note: folderOf(entries.at(-1)?.path ?? ''),
      });
    }
    for await (const difference of diff.finish()) await this.take(options, difference, collected);
    if (problems !== undefined) {
      collected.note('unreadable', problems.unreadable);
      collected.note('unusableNames', problems.unusableNames);
    }
  }

  private async take(options: CollectOptions, difference: Difference, collected: Collected): Promise<void> {
    const { run } = options;
    const candidates: Candidate[] = [...difference.appeared.map((seen) => ({ seen, known: undefined })), ...difference.altered];
    const growing = Date.now() - this.settleMs;
    const settled = candidates.filter((candidate) => {
      if (candidate.seen.modifiedMs <= growing) return true;
      collected.unsettled.set(candidate.seen.path, candidate);
      return false;
    });
    const { returned, departed } = difference;
    if (departed.length > 0) {
      const departures = departed.map(({ known, reason }) => ({ id: known.id, path: known.path, reason }));
      await this.writer.write(run, (tx) => this.sheet.addDepartures(tx, run.libraryId, departures));
    }
    if (returned.length > 0) {
      await this.writer.write(run, async (tx) => {
        const rows = await this.files.place(
          tx,
          run.libraryId,
          returned.map(({ known, seen }) => ({ ...seen, id: known.id, oshash: known.oshash })),
        );
        await this.writer.tell(tx, 'restored', rows, run.jobId);
        await this.writer.identifyDoubles(tx, rows, run.jobId);
      });
    }
    await this.takeContent(options, settled, collected);
  }

  /**
   * Looks at files again that may have been growing, `settleMs` after they were met: those that stayed as they were are taken. A date
   * in the future (a clock that is ahead) thus delays a file, but does not keep it out.
   * @returns the folders of those that are still growing
   */
  private async takeUnsettled(options: CollectOptions, collected: Collected): Promise<string[]> {
    const candidates = [...collected.unsettled.values()];
    collected.unsettled.clear();
    const folders = new Set<string>();
    for (let at = 0; at < candidates.length; at += hashBatch) {
      const part = candidates.slice(at, at + hashBatch);
      const now = await options.disk.call(
        'stat',
        part.map(({ seen }) => ({ root: options.library.path, path: seen.path })),
      );
      const same = part.filter(({ seen }, index) => now[index]?.bytes === seen.bytes && now[index]?.modifiedMs === seen.modifiedMs);
      for (const { seen } of part.filter((candidate, index) => !same.includes(candidate) && now[index] !== null))
        folders.add(folderOf(seen.path));
      await this.takeContent(options, same, collected);
    }
    for (const path of collected.unsettled.keys()) folders.add(folderOf(path));
    return [...folders];
  }

  /** Reads what must be read, and writes it or puts it on the work sheet. */
  private async takeContent(options: CollectOptions, candidates: readonly Candidate[], collected: Collected): Promise<void> {
    const { run, library, disk } = options;
    for (let at = 0; at < candidates.length; at += hashBatch) {
      const part = candidates.slice(at, at + hashBatch);
      const results = await disk.call(
        'oshash',
        part.map(({ seen }) => ({ root: library.path, ...seen })),
      );
      const hashed: Hashed[] = [];
      for (const [index, candidate] of part.entries()) {
        const result = results[index];
        if (result === undefined) continue;
        if ('oshash' in result) hashed.push({ file: { ...candidate.seen, oshash: result.oshash }, known: candidate.known });
        else if (result.problem === 'unreadable') collected.note('unreadable', { count: 1, example: candidate.seen.path });
        else collected.unsettled.set(candidate.seen.path, candidate);
      }
      if (hashed.length > 0) await this.writer.write(run, (tx) => this.sort(tx, run, hashed));
    }
  }

  private async sort(tx: Tx, run: ScanRun, hashed: readonly Hashed[]): Promise<void> {
    const touched: (HashedFile & { id: string; present: boolean })[] = [];
    const added: (HashedFile & { id: string })[] = [];
    const arrivals: { file: HashedFile; occupant: string | null }[] = [];
    const departures: { id: string; path: string; reason: 'altered' }[] = [];
    const withIdentity = hashed.flatMap(({ file, known }) =>
      known === undefined && file.oshash !== null ? [{ bytes: file.bytes, oshash: file.oshash }] : [],
    );
    const taken = new Set((withIdentity.length === 0 ? [] : await this.files.knownIdentities(tx, withIdentity)).map(identity));
    for (const { file, known } of hashed) {
      if (known === undefined) {
        const key = file.oshash === null ? undefined : identity({ bytes: file.bytes, oshash: file.oshash });
        if (key === undefined || !taken.has(key)) added.push({ ...file, id: newId() });
        else arrivals.push({ file, occupant: null });
        if (key !== undefined) taken.add(key);
      } else if (known.bytes === file.bytes && known.oshash === file.oshash && known.oshash !== null) {
        touched.push({ ...file, id: known.id, present: known.present });
      } else {
        arrivals.push({ file, occupant: known.id });
        if (known.present) departures.push({ id: known.id, path: known.path, reason: 'altered' });
      }
    }
    await this.sheet.addArrivals(tx, run.libraryId, arrivals);
    await this.sheet.addDepartures(tx, run.libraryId, departures);
    if (added.length > 0) await this.writer.tell(tx, 'added', await this.files.insert(tx, run.libraryId, added), run.jobId);
    if (touched.length > 0) {
      const rows = await this.files.place(tx, run.libraryId, touched);
      const wasMissing = new Set(touched.filter((file) => !file.present).map((file) => file.id));
      await this.writer.tell(
        tx,
        'changed',
        rows.filter((row) => !wasMissing.has(row.id)),
        run.jobId,
      );
      const back = rows.filter((row) => wasMissing.has(row.id));
      await this.writer.tell(tx, 'restored', back, run.jobId);
      await this.writer.identifyDoubles(tx, back, run.jobId);
    }
  }
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
