/** Collects the values of one statement: SQL text names them by number and never holds them. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Takes a value and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
