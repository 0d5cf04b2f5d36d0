import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { inSpan } from '@reelm/service-kit';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../auth/actor.js';
import { endpointOf } from './endpoint.js';
import { IdempotencyService } from './idempotency.service.js';

/**
 * Sends what a handler returned through the contract's response schema: a field that the contract does not name never leaves, and an
 * answer that breaks the contract is an error here instead of a riddle in the browser. Also opens the trace span of the request, and answers a repeated POST as the first.
 */
@Injectable()
export class ResponseInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: IdempotencyService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const definition = endpointOf(context.getHandler());
    if (!definition) return next.handle();
    const sendsJson = definition.bytes === undefined && definition.status !== 204;
    const name = `${definition.method} ${definition.path}`;
    const answer = async () => {
      const value: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
      return sendsJson ? definition.response.parse(value) : value;
    };
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const answerOnce = async () => {
      const { value, repeated } = await this.idempotency.once(definition, request, answer);
      if (repeated) http.getResponse<Response>().setHeader('idempotency-replayed', 'true');
      return value;
    };
    const traceparent = request.get('traceparent');
    return from(inSpan(name, { kind: 'server', traceparent, attributes: { 'http.route': definition.path } }, answerOnce));
  }
}
