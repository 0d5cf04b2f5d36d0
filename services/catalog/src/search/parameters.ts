/** Collects the values of one statement: SQL text names them by number and never holds them. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @param taken placeholders of the statement that others hand out */
  constructor(private readonly taken = 0) {}

  /** Takes a value and returns its placeholder. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.taken + this.values.length}`;
  }
}
