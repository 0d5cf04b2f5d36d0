import { errorCatalogue, errorCodes, errorMessage, type ErrorCode, type FailureReason } from '@reelm/contracts';

const databaseCodes: readonly ErrorCode[] = ['service.database_unavailable', 'service.database_full'];
const awayCodes: readonly ErrorCode[] = [...databaseCodes, 'service.unavailable', 'storage.unavailable', 'storage.full'];

/** An error of the catalogue. `retryable` says that the same work may succeed later without any change. */
export class AppError extends Error {
  override name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  readonly retryable: boolean;

  constructor(code: ErrorCode, details: Record<string, unknown> = {}, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(errorMessage(code, details), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = details;
    this.retryable = options.retryable ?? awayCodes.includes(code);
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }

  toReason(): FailureReason {
    return { code: this.code, message: this.message, ...(Object.keys(this.details).length > 0 ? { details: this.details } : {}) };
  }

  /** Rebuilds an error that another service answered with; an unknown code becomes `internal`. */
  static fromReason(reason: FailureReason): AppError {
    const code = errorCodes.find((known) => known === reason.code) ?? 'internal';
    return new AppError(code, reason.details ?? {});
  }
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOENT_SOCKET']);
// PostgreSQL classes: 08 connection, 57P0x shutdown, start-up or idle session, 25P03 idle transaction, 53300 too many connections.
const isConnectionSqlState = (code: string) => code.startsWith('08') || code.startsWith('57P') || code === '25P03' || code === '53300';

const diskFull = '53100';

/** What the server said, or the system. Prisma wraps it. */
const codesOf = (error: Error): string[] => {
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter((one) => typeof one === 'string');
};
const isPrismaAway = (code: string): boolean => /^P(1001|1002|1008|1017|2024)$/.test(code);

/**
 * Whether the database could not be reached, or has no room, as opposed to refusing a statement: the same may succeed later. A broken
 * connection does not say whose it was: whatever else speaks over the network tells its errors as AppErrors of its own.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AppError) return databaseCodes.includes(error.code);
  return error instanceof Error && (codesOf(error).includes(diskFull) || isUnreachable(error));
}

/** An error of a database that is away by its own code; any other as it is. */
export function withoutDatabase(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !isDatabaseAway(error)) return error;
  const code = codesOf(error).includes(diskFull) ? 'service.database_full' : 'service.database_unavailable';
  return new AppError(code, {}, { cause: error });
}

function isUnreachable(error: Error): boolean {
  return (
    codesOf(error).some((code) => connectionCodes.has(code) || isConnectionSqlState(code) || isPrismaAway(code)) ||
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|server closed the connection|Cannot use a pool after/i.test(
      error.message,
    )
  );
}

/** Any thrown thing as an AppError: catalogue errors as they are, an unreachable database and a full disk by their own code, else `internal`. */
export function toAppError(thrown: unknown): AppError {
  const error = withoutDatabase(thrown);
  if (error instanceof AppError) return error;
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return new AppError('storage.full', { path: 'path' in error ? error.path : 'unknown' }, { cause: error });
  }
  return new AppError('internal', {}, { cause: error });
}
