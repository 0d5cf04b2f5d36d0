import { comparePaths } from './path-order.js';
import { covers, isGap, type Entry, type Gap, type SeenFile } from './entries.js';

/** A file as the database has it. */
export interface KnownFile {
  id: string;
  path: string;
  bytes: number;
  modifiedMs: number;
  oshash: string | null;
  present: boolean;
}

/** Why a known file is not where it was: `gone`, left out by the library's rules, or in a folder that has no entries any more. */
export type Departure = { known: KnownFile; reason: 'gone' | 'excluded' | 'emptied' };

/** What one batch of the walk says about the files known. */
export interface Difference {
  unchanged: number;
  /** At a path where none was known. */
  appeared: SeenFile[];
  /** Other size or time than known: the content must be looked at. */
  altered: { known: KnownFile; seen: SeenFile }[];
  /** Known as missing, and there again with the same size and time. */
  returned: { known: KnownFile; seen: SeenFile }[];
  departed: Departure[];
}

/** Known files in the order of {@link comparePaths}, one for each path. */
export interface KnownFiles {
  /** The next file, without moving on; undefined at the end. */
  peek(): KnownFile | undefined;
  skip(): void;
  /** Must be awaited before `peek` when it returns a promise: a page is being fetched. */
  ready(): Promise<void> | undefined;
}

/** Differences are handed on when this many files have departed: a folder of millions may be gone between two entries of a walk. */
const maxDepartures = 1_000;
const nothing = (): Difference => ({ unchanged: 0, appeared: [], altered: [], returned: [], departed: [] });

/**
 * Compares the walk of a folder with the files known there, both in path order, and holds no more than one batch of either:
 * memory does not grow with the library. Unchanged files cost a comparison and nothing else.
 */
export class Diff {
  private gap: Gap | undefined;

  constructor(private readonly known: KnownFiles) {}

  /** The entries must follow those of the call before. */
  async *compare(entries: readonly Entry[]): AsyncGenerator<Difference> {
    let result = nothing();
    for (const entry of entries) {
      while (!(await this.passUntil(entry.path, result))) {
        yield result;
        result = nothing();
      }
      if (isGap(entry)) {
        this.gap = entry;
        continue;
      }
      const known = this.known.peek();
      if (known?.path === entry.path) {
        classify(known, entry, result);
        this.known.skip();
      } else result.appeared.push(entry);
    }
    yield result;
  }

  /** What is left when the walk has ended. */
  async *finish(): AsyncGenerator<Difference> {
    for (let done = false; !done;) {
      const result = nothing();
      done = await this.passUntil(undefined, result);
      yield result;
    }
  }

  /**
   * Known files before `path`, or all that are left, were not met.
   * @returns false when the result is full and there may be more
   */
  private async passUntil(path: string | undefined, result: Difference): Promise<boolean> {
    while (result.departed.length < maxDepartures) {
      const pending = this.known.ready();
      if (pending !== undefined) await pending;
      const known = this.known.peek();
      if (known === undefined || (path !== undefined && comparePaths(known.path, path) >= 0)) return true;
      if (known.present) this.notMet(known, result);
      this.known.skip();
    }
    return false;
  }

  private notMet(known: KnownFile, result: Difference): void {
    const gap = this.gap !== undefined && covers(this.gap, known.path) ? this.gap.gap : 'gone';
    if (gap !== 'unreadable') result.departed.push({ known, reason: gap });
  }
}

function classify(known: KnownFile, seen: SeenFile, result: Difference): void {
  const same = known.bytes === seen.bytes && known.modifiedMs === seen.modifiedMs;
  if (!same) result.altered.push({ known, seen });
  else if (known.present) result.unchanged += 1;
  else result.returned.push({ known, seen });
}

/** Known files that come in pages, the next of which is fetched while the one at hand is worked through. */
export class KnownPages implements KnownFiles {
  private page: readonly KnownFile[] = [];
  private at = 0;
  private coming: Promise<readonly KnownFile[]> | undefined;

  /** `fetch` gives up to `size` files whose path comes after the given one; fewer say that it was the last page. */
  constructor(
    private readonly fetch: (after: string | undefined) => Promise<readonly KnownFile[]>,
    private readonly size: number,
  ) {
    this.ask(undefined);
  }

  peek(): KnownFile | undefined {
    return this.page[this.at];
  }

  skip(): void {
    this.at += 1;
  }

  ready(): Promise<void> | undefined {
    return this.at < this.page.length || this.coming === undefined ? undefined : this.turn(this.coming);
  }

  private ask(after: string | undefined): void {
    this.coming = this.fetch(after);
    // The failure is met where the page is awaited; until then nobody may call it unhandled.
    this.coming.catch(() => undefined);
  }

  private async turn(coming: Promise<readonly KnownFile[]>): Promise<void> {
    this.page = await coming;
    this.at = 0;
    this.coming = undefined;
    if (this.page.length === this.size) this.ask(this.page.at(-1)?.path);
  }
}
