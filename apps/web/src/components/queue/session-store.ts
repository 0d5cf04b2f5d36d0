import type { z } from 'zod';

/** A value of this tab that outlives a reload; without storage it lives as long as the page. */
export class SessionStore<T> {
  private value: T | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly key: string,
    private readonly schema: z.ZodType<T>,
    private readonly initial: T,
  ) {}

  readonly get = (): T => (this.value ??= this.read());
  /** Before anything is known, as on the server. */
  readonly getInitial = (): T => this.initial;

  readonly set = (value: T): void => {
    this.value = value;
    try {
      sessionStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      // Full or forbidden: then a reload forgets it.
    }
    for (const listener of this.listeners) listener();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private read(): T {
    try {
      return this.schema.parse(JSON.parse(sessionStorage.getItem(this.key) ?? 'null'));
    } catch {
      return this.initial;
    }
  }
}
