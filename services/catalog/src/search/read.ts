import { parse, type EntityKind, type Query, type QueryError, type Refusal } from '@reelm/query-language';
import { AppError } from '@reelm/service-kit';

/** Reads a search as people type it. @throws AppError `query.invalid` with the place and remedy of each mistake in `details.errors`. */
export function readQuery(text: string, kind: EntityKind): Query {
  const result = parse(text, kind);
  if (result.ok) return result.query;
  throw invalidQuery(result.errors);
}

/** What is wrong with a search, in the words of the language. */
export const invalidQuery = (errors: readonly Omit<QueryError, 'code'>[] | readonly QueryError[]): AppError =>
  new AppError('query.invalid', { problem: errors[0]?.message ?? 'it is not complete', errors: errors.map((error) => ({ ...error })) });

/** Something is wrong with a part of a search of which only the words are known: trees do not tell where in the text they come from. */
export class UnknownPlace extends Error {
  constructor(
    readonly words: string,
    readonly refusal: Refusal,
  ) {
    super(refusal.message);
  }

  /** Says where: at the first of these words. */
  in(text: string): AppError {
    const start = Math.max(0, text.toLowerCase().indexOf(this.words));
    return invalidQuery([{ ...this.refusal, start, end: Math.min(text.length, start + this.words.length) }]);
  }
}

/** Whether a search was given up because it took too long. */
export const isTooSlow = (error: unknown): boolean => error instanceof AppError && error.code === 'query.too_slow';
