import type { EntityKind } from '@reelm/contracts';
import { compile } from './compile.js';
import type { Values } from './meaning.js';
import { Parameters } from './parameters.js';
import type { Question } from './question.js';
import { tables, type Row } from './tables.js';

/** Writes one statement about a question: hands out placeholders and aliases. */
export class Writer implements Values {
  readonly now: Date;
  readonly #parameters: Parameters;
  #rows = 0;
  #user: string | undefined;
  /** The limit is about videos as they are: within it, related videos are not limited again. */
  #limiting = false;

  /** @param taken placeholders of the statement that others hand out */
  constructor(
    readonly question: Pick<Question, 'scope' | 'now' | 'resolved'>,
    taken = 0,
  ) {
    this.now = question.now;
    this.#parameters = new Parameters(taken);
  }

  get values(): unknown[] {
    return this.#parameters.values;
  }

  add(value: unknown): string {
    return this.#parameters.add(value);
  }

  user(): string {
    this.#user ??= `${this.add(this.question.scope.userId)}::uuid`;
    return this.#user;
  }

  /** A row under an alias that no other row of the statement has. */
  row(kind: EntityKind, outer: Row | null = null): Row {
    const { letter } = tables[kind];
    this.#rows += 1;
    return { kind, alias: outer === null ? letter : `${letter}${this.#rows}`, outer };
  }

  visible(alias: string): string {
    const { limit } = this.question.scope;
    if (limit === null || this.#limiting) return `${alias}.listed`;
    this.#limiting = true;
    try {
      return `${alias}.listed AND ${compile(limit, { kind: 'video', alias, outer: null }, this)}`;
    } finally {
      this.#limiting = false;
    }
  }

  /** Condition that whoever asks may see the row. */
  allowed({ kind, alias }: Row): string {
    switch (kind) {
      case 'video':
        return this.visible(alias);
      case 'marker':
        return `EXISTS (SELECT FROM video film WHERE film.id = ${alias}.video_id AND ${this.visible('film')})`;
      default:
        return 'true';
    }
  }
}

/** `FROM … WHERE …` of the rows that a question asks for. */
export const hits = ({ query }: Question, row: Row, writer: Writer): { from: string; where: string } => ({
  from: `${tables[row.kind].name} ${row.alias}`,
  where: `${writer.allowed(row)} AND ${compile(query, row, writer)}`,
});
