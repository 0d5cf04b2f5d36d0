import { Injectable, type LoggerService } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import { pino, type Logger } from 'pino';
import { currentCorrelationId } from './context.js';

/** Names of fields that never reach a log, at the top and one level down. */
const secretFields = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'apiKey',
  'key',
  'secret',
  'authorization',
  'cookie',
  'set-cookie',
  'ApiKey',
];

export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [`["${field}"]`, `*["${field}"]`]), censor: '[redacted]' },
    mixin: () => {
      const correlationId = currentCorrelationId();
      const span = trace.getActiveSpan()?.spanContext();
      return { ...(correlationId === undefined ? {} : { correlationId }), ...(span === undefined ? {} : { traceId: span.traceId }) };
    },
  });
}

/** The service's structured log; a thin Nest face over pino. */
@Injectable()
export class Log implements LoggerService {
  constructor(readonly logger: Logger) {}

  info(fields: object, message: string) {
    this.logger.info(fields, message);
  }
  warning(fields: object, message: string) {
    this.logger.warn(fields, message);
  }
  failure(error: unknown, message: string, fields: object = {}) {
    this.logger.error({ err: error, ...fields }, message);
  }

  // What Nest itself calls.
  log(message: unknown, ...rest: unknown[]) {
    this.logger.debug({ nest: rest }, String(message));
  }
  error(message: unknown, ...rest: unknown[]) {
    this.logger.error({ nest: rest, ...(message instanceof Error ? { err: message } : {}) }, String(message));
  }
  warn(message: unknown, ...rest: unknown[]) {
    this.logger.warn({ nest: rest }, String(message));
  }
  debug(message: unknown) {
    this.logger.trace(String(message));
  }
  verbose(message: unknown) {
    this.logger.trace(String(message));
  }
  fatal(message: unknown, ...rest: unknown[]) {
    this.logger.fatal({ nest: rest }, String(message));
  }
}
