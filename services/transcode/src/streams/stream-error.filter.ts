import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorBody } from '@reelm/contracts';
import { AppError, correlationId, Log, toAppError } from '@reelm/service-kit';
import type { Response } from 'express';

/** Errors of streams as catalog hands them on. */
@Catch()
export class StreamErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = thrown instanceof HttpException ? new AppError('request.not_found') : toAppError(thrown);
    if (error.code === 'internal') this.log.failure(thrown, 'a stream failed');
    const response = host.switchToHttp().getResponse<Response>();
    const body: ErrorBody = { error: { ...error.toReason(), correlationId: correlationId() } };
    if (response.headersSent) response.destroy();
    else response.status(error.status).json(body);
  }
}
