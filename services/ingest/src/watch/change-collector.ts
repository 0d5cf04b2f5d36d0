import { outermost } from '../scan/path-order.js';

/** More folders than this at once: looking at all of the library is simpler and hardly slower. */
const maxFolders = 200;

export interface ChangeTimes {
  /** Changes are passed on when none came for this long … */
  quietMs: number;
  /** … or when the first one waits this long. */
  maxWaitMs: number;
}

/** Gathers the many events of one copy or move into one report. */
export class ChangeCollector {
  private readonly folders = new Set<string>();
  private quiet: NodeJS.Timeout | undefined;
  private deadline: NodeJS.Timeout | undefined;

  constructor(
    private readonly report: (folders: string[]) => void,
    private readonly times: ChangeTimes,
  ) {}

  add(folder: string): void {
    this.folders.add(folder);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(this.flush, this.times.quietMs);
    this.deadline ??= setTimeout(this.flush, this.times.maxWaitMs);
  }

  close(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.deadline);
    this.deadline = undefined;
    this.folders.clear();
  }

  private readonly flush = (): void => {
    const folders = outermost([...this.folders]);
    this.close();
    this.report(folders.length > maxFolders ? [''] : folders);
  };
}
