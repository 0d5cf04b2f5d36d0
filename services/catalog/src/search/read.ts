import { parse, type EntityKind, type Query, type QueryError } from '@reelm/query-language';
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

/** Whether a search was given up because it took too long. */
export const isTooSlow = (error: unknown): boolean => error instanceof AppError && error.code === 'query.too_slow';
