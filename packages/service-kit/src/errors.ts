import { errorCatalogue, errorCodes, errorMessage, type ErrorCode, type FailureReason } from '@reelm/contracts';

const awayCodes: readonly ErrorCode[] = ['service.unavailable', 'service.database_unavailable', 'storage.unavailable', 'storage.full'];

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

/** Prisma wraps what the driver said; its own code, then the SQL state where the server itself ended the session. */
const isPrismaAway = (error: Error): boolean => {
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } };
  if (typeof code === 'string' && /^P(1001|1002|1017|2024)$/.test(code)) return true;
  const sqlState = meta?.driverAdapterError?.cause?.originalCode;
  return typeof sqlState === 'string' && isConnectionSqlState(sqlState);
};

/** Whether the database could not be reached, as opposed to refusing a statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'service.database_unavailable';
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    connectionCodes.has(code) ||
    isConnectionSqlState(code) ||
    isPrismaAway(error) ||
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|server closed the connection|Cannot use a pool after/i.test(
      error.message,
    )
  );
}

/** Any thrown thing as an AppError: catalogue errors as they are, an unreachable database and a full disk by their own code, else `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseAway(error)) return new AppError('service.database_unavailable', {}, { cause: error });
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
    return new AppError('storage.full', { path: 'path' in error ? error.path : 'unknown' }, { cause: error });
  }
  return new AppError('internal', {}, { cause: error });
}
