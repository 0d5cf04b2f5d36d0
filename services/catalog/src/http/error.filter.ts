import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorBody, ErrorCode } from '@reelm/contracts';
import { AppError, Log, correlationId, toAppError } from '@reelm/service-kit';
import type { Response } from 'express';

/** Seconds after which a client may try again when something that we need is away. */
const retryAfterSeconds = 2;

/** Errors of the HTTP layer itself (router, body parser) carry a status instead of a code of ours. */
const codeOfStatus = (status: number): { code: ErrorCode; details: Record<string, unknown> } => {
  if (status === 404) return { code: 'request.not_found', details: {} };
  if (status === 413) return { code: 'request.too_large', details: {} };
  if (status === 415) return { code: 'request.not_json', details: {} };
  return { code: 'request.invalid', details: { problem: 'it cannot be read' } };
};

const statusOf = (error: Error): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  return 'status' in error && typeof error.status === 'number' ? error.status : undefined;
};

/** Any thrown thing as an error of the catalogue. */
export const httpError = (error: unknown): AppError => {
  if (error instanceof AppError || !(error instanceof Error)) return toAppError(error);
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 500) return toAppError(error);
  const { code, details } = codeOfStatus(status);
  return new AppError(code, details, { cause: error });
};

const bodyOf = (error: AppError): ErrorBody => ({ error: { ...error.toReason(), correlationId: correlationId() } });

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const error = httpError(thrown);
    if (error.status === 500) this.log.failure(thrown, 'a request failed');
    if (response.headersSent) {
      // The status is out already; a cut connection is the only way left to say that the answer is not whole.
      response.destroy();
      return;
    }
    if (error.status === 503) response.setHeader('retry-after', retryAfterSeconds);
    if (typeof error.details['retryAfterSeconds'] === 'number') response.setHeader('retry-after', error.details['retryAfterSeconds']);
    if (error.status === 401) response.setHeader('www-authenticate', 'Bearer');
    response.status(error.status).json(bodyOf(error));
  }
}
