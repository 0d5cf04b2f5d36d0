import { Injectable } from '@nestjs/common';
import { newId, type Tx } from '@reelm/service-kit';
import type { Disk } from './disk.repository.js';
import { FilesRepository, type FileRow } from './files.repository.js';
import { isSuspicious } from './loss.js';
import { identity, pairMoves, type Lost } from './moves.js';
import { ScanWriter, type ScanRun } from './scan-writer.js';
import { WorkSheetRepository, type SheetArrival } from './work-sheet.repository.js';

const pageSize = 1_000;
const beyondEach = 3;

export interface Loss {
  known: number;
  missing: number;
}

const hasIdentity = (arrival: SheetArrival): boolean => arrival.oshash !== '';
const contentsOf = (arrivals: readonly SheetArrival[]): { bytes: number; oshash: string }[] => [
  ...new Map(arrivals.filter(hasIdentity).map(({ bytes, oshash }) => [identity({ bytes, oshash }), { bytes, oshash }])).values(),
];
const toHashed = (arrival: SheetArrival, id: string) => ({
  id,
  path: arrival.path,
  bytes: arrival.bytes,
  modifiedMs: arrival.modifiedMs,
  oshash: hasIdentity(arrival) ? arrival.oshash : null,
});

/**
 * Second half of a scan, when all of it was seen: decides which arrivals are files that moved, which are files that changed in
 * place and which are new, and marks what is left over as missing. Begun again after a crash it ends in the same state.
 */
@Injectable()
export class Resolver {
  constructor(
    private readonly files: FilesRepository,
    private readonly sheet: WorkSheetRepository,
    private readonly writer: ScanWriter,
  ) {}

  /** `folders` are those that the scan looked at. */
  async resolveArrivals(run: ScanRun, folders: readonly string[], disk: Disk): Promise<void> {
    // All moves first: only then is it known which of the others still have their old file at their path.
    await this.eachPage(run, async (page) => {
      const contents = contentsOf(page);
      const beyond = await this.lostBeyond(run, folders, disk, contents);
      await this.writer.write(run, async (tx) =>
        this.move(tx, run, page, [...(await this.files.lost(tx, run.libraryId, contents, pageSize)), ...beyond]),
      );
    });
    await this.eachPage(run, (page) => this.writer.write(run, (tx) => this.changeOrAdd(tx, run, page)));
  }

  /**
   * Marks what is gone as missing.
   * @returns the loss if it is suspiciously large; nothing was marked then
   */
  async resolveDepartures(run: ScanRun, options: { confirmed: boolean }): Promise<Loss | undefined> {
    const counts = await this.sheet.countDepartures(run.libraryId);
    const known = await this.files.countPresent(run.libraryId);
    if (!options.confirmed && isSuspicious({ known, gone: counts.gone, emptied: counts.emptied }))
      return { known, missing: counts.gone + counts.emptied };
    for (let more = true; more;) {
      more = await this.writer.write(run, async (tx) => {
        const departures = await this.sheet.takeDepartures(tx, run.libraryId, pageSize);
        await this.writer.tell(tx, 'missing', await this.files.markMissing(tx, run.libraryId, departures), run.jobId);
        return departures.length > 0;
      });
    }
    return undefined;
  }

  private async eachPage(run: ScanRun, work: (page: readonly SheetArrival[]) => Promise<void>): Promise<void> {
    let last: SheetArrival | undefined;
    for (;;) {
      const page = await this.sheet.arrivalsPage(run.libraryId, last, pageSize);
      if (page.length === 0) return;
      await work(page);
      last = page.at(-1);
    }
  }

  private async move(tx: Tx, run: ScanRun, page: readonly SheetArrival[], lost: readonly Lost[]): Promise<void> {
    const pairs = [...pairMoves(page.filter(hasIdentity), lost)];
    if (pairs.length === 0) return;
    const { libraryId, jobId } = run;
    // What was known at the places of the moved files makes room; it may itself be among the moved.
    const occupants = pairs.flatMap(([arrival]) => (arrival.occupant === null ? [] : [{ id: arrival.occupant, path: arrival.path }]));
    const displaced = await this.files.markMissing(tx, libraryId, occupants);
    const placed = await this.files.place(
      tx,
      libraryId,
      pairs.map(([arrival, file]) => toHashed(arrival, file.id)),
    );
    const placedIds = new Set(placed.map((row) => row.id));
    const samePlace = new Set(
      pairs.filter(([arrival, file]) => file.libraryId === libraryId && file.path === arrival.path).map(([, file]) => file.id),
    );
    await this.writer.tell(
      tx,
      'missing',
      displaced.filter((row) => !placedIds.has(row.id)),
      jobId,
    );
    await this.writer.tell(
      tx,
      'restored',
      placed.filter((row) => samePlace.has(row.id)),
      jobId,
    );
    await this.writer.tell(
      tx,
      'moved',
      placed.filter((row) => !samePlace.has(row.id)),
      jobId,
    );
    await this.sheet.removeArrivals(
      tx,
      libraryId,
      pairs.map(([arrival]) => arrival.path),
    );
  }

  /** Files of other libraries and other folders, not looked at by this scan, that are not at their place any more. */
  private async lostBeyond(
    run: ScanRun,
    folders: readonly string[],
    disk: Disk,
    contents: readonly { bytes: number; oshash: string }[],
  ): Promise<Lost[]> {
    const twins = await this.files.beyond({ libraryId: run.libraryId, folders }, contents, beyondEach);
    if (twins.length === 0) return [];
    const mounted = new Map<string, boolean>();
    for (const { root, rootMark } of twins) {
      if (mounted.has(root)) continue;
      // Where the whole folder is away or another one, nothing can be said about its files.
      const state = await disk.call('root', root).catch(() => undefined);
      mounted.set(root, state !== undefined && !state.empty && (rootMark === null || state.mark === rootMark));
    }
    const now = await disk.call('stat', twins);
    return twins.flatMap((twin, index) =>
      twin.oshash !== null && now[index] === null && mounted.get(twin.root) === true
        ? [{ id: twin.id, libraryId: twin.libraryId, path: twin.path, bytes: twin.bytes, oshash: twin.oshash, wasMissing: false }]
        : [],
    );
  }

  private async changeOrAdd(tx: Tx, run: ScanRun, page: readonly SheetArrival[]): Promise<void> {
    const { libraryId, jobId } = run;
    const occupied = page.flatMap((arrival) => (arrival.occupant === null ? [] : [{ arrival, id: arrival.occupant, path: arrival.path }]));
    const inPlace = new Set((await this.files.stillAt(tx, libraryId, occupied)).map((row) => row.id));
    const changed = occupied.filter(({ id }) => inPlace.has(id));
    const changedPaths = new Set(changed.map(({ path }) => path));
    const rows: FileRow[] = [];
    if (changed.length > 0) {
      const placed = await this.files.place(
        tx,
        libraryId,
        changed.map(({ arrival, id }) => toHashed(arrival, id)),
      );
      await this.writer.tell(tx, 'changed', placed, jobId);
      rows.push(...placed);
    }
    const added = page.filter((arrival) => !changedPaths.has(arrival.path));
    if (added.length > 0) {
      const inserted = await this.files.insert(
        tx,
        libraryId,
        added.map((arrival) => toHashed(arrival, newId())),
      );
      await this.writer.tell(tx, 'added', inserted, jobId);
      rows.push(...inserted);
    }
    await this.writer.identifyDoubles(tx, rows, jobId);
    await this.sheet.removeArrivals(
      tx,
      libraryId,
      page.map((arrival) => arrival.path),
    );
  }
}
