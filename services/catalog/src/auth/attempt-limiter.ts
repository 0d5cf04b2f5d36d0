/** Failures in a row that cost no waiting: people mistype. */
const freeFailures = 3;
const longestWaitMs = 15 * 60_000;
/** After this time without a try, what was counted is forgotten. */
const memoryMs = 60 * 60_000;
/** Bounds memory when an attacker invents names or has many addresses; the oldest are forgotten first. */
const mostKeys = 20_000;

interface Attempts {
  failures: number;
  lastAt: number;
  blockedUntil: number;
}

/**
 * Slows down guessing: after three failures in a row each further one doubles the wait, 1 s, 2 s, 4 s … up to 15 minutes. That leaves
 * eight tries in the first minute and four an hour in the long run. Kept in memory of this process: a restart forgets, a guesser gains little.
 */
export class AttemptLimiter {
  private readonly attempts = new Map<string, Attempts>();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * Asks to try something under all of the keys (account, address). The try counts as a failure from here on, so that many at once are
   * not all let in; {@link forget} or {@link takeBack} when it was none.
   *
   * @returns milliseconds to wait, or 0 when the try may go ahead.
   */
  begin(...keys: string[]): number {
    const now = this.now();
    const waitMs = Math.max(0, ...keys.map((key) => (this.attempts.get(key)?.blockedUntil ?? 0) - now));
    if (waitMs === 0) for (const key of keys) this.countFailure(key, now);
    return waitMs;
  }

  /** Drops all that was counted under the key: the rightful owner came. */
  forget(key: string): void {
    this.attempts.delete(key);
  }

  /** Undoes the last {@link begin} of the key and keeps earlier failures: an own account does not buy guesses at those of others. */
  takeBack(key: string): void {
    const attempts = this.attempts.get(key);
    if (attempts) this.attempts.set(key, { ...attempts, failures: attempts.failures - 1, blockedUntil: 0 });
  }

  private countFailure(key: string, now: number): void {
    const before = this.attempts.get(key);
    const failures = before && now - before.lastAt < memoryMs ? before.failures + 1 : 1;
    const waitMs = failures < freeFailures ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeFailures));
    // Taken out and put in again, so that the map's order is by the last try.
    this.attempts.delete(key);
    this.attempts.set(key, { failures, lastAt: now, blockedUntil: now + waitMs });
    if (this.attempts.size > mostKeys) for (const oldest of this.attempts.keys()) return void this.attempts.delete(oldest);
  }
}
