import type { EntityKind } from '@reelm/contracts';
import { parse, type Query } from '@reelm/query-language';
import { AppError } from '@reelm/service-kit';

/** Reads a search as people type it. @throws AppError `query.invalid` with the place and remedy of each mistake in `details.errors`. */
export function readQuery(text: string, kind: EntityKind = 'video'): Query {
  const result = parse(text, kind);
  if (result.ok) return result.query;
  const errors = result.errors.map(({ code, start, end, message, hint }) => ({
    code,
    start,
    end,
    message,
    ...(hint === undefined ? {} : { hint }),
  }));
  throw new AppError('query.invalid', { problem: errors[0]?.message ?? 'it is not complete', errors });
}
