import type { Log } from './log.js';

/**
 * Repeats a turn: at once while it says that there is more, otherwise when woken or after `pollMs`. A failing turn is logged and
 * tried again with growing pauses, so that an outage neither ends the loop nor floods the log.
 */
export class Loop {
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private wakeSleeper: (() => void) | undefined;

  constructor(
    private readonly name: string,
    private readonly turn: () => Promise<boolean>,
    private readonly options: { pollMs: number; log: Log },
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  wake(): void {
    this.woken = true;
    this.wakeSleeper?.();
  }

  /** Resolves when the turn at hand has ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      this.woken = false;
      try {
        const more = await this.turn();
        failures = 0;
        if (!more) await this.sleep(this.options.pollMs);
      } catch (error) {
        failures += 1;
        if (!this.stopping) this.options.log.warning({ err: error, loop: this.name, failures }, 'a turn failed and is tried again');
        await this.sleep(Math.min(250 * 2 ** Math.min(failures, 5), 3_000), false);
      }
    }
  }

  private sleep(ms: number, wakeable = true): Promise<void> {
    if (this.stopping || (wakeable && this.woken)) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wakeSleeper = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      // A stop always wakes; other wake-ups wait out the pause after a failure.
      this.wakeSleeper = () => {
        if (wakeable || this.stopping) done();
      };
    });
  }
}
