/** Gathers the names of what has changed and handles them together when it has gone quiet, one round after the other. */
export class ChangeQueue<Name extends string> {
  private readonly changed = new Set<Name>();
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly handle: (names: readonly Name[]) => Promise<void>,
    private readonly quietMs: number,
  ) {}

  add(names: readonly Name[]): void {
    if (this.closed) return;
    for (const name of names) this.changed.add(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.round = this.round.then(() => this.next());
    }, this.quietMs);
  }

  /** Begins no further round. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async next(): Promise<void> {
    if (this.closed || this.changed.size === 0) return;
    const names = [...this.changed];
    this.changed.clear();
    await this.handle(names);
  }
}
