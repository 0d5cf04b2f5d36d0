import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { http } from '@reelm/contracts';
import { lastValueFrom, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Endpoint } from './endpoint.js';
import type { IdempotencyService } from './idempotency.service.js';
import { ResponseInterceptor } from './response.interceptor.js';

class Handlers {
  @Endpoint(http.setupState)
  json() {
    return { required: true };
  }
  @Endpoint(http.signOut)
  nothing() {
    return undefined;
  }
  @Endpoint(http.videoCover)
  bytes() {
    return undefined;
  }
}

const withoutKeys = {
  once: async (_definition, _request, work) => ({ value: await work(), repeated: false }),
} satisfies Pick<IdempotencyService, 'once'> as unknown as IdempotencyService;

const answerOf = (method: keyof Handlers, value: unknown): Promise<unknown> => {
  const context = {
    getHandler: () => Handlers.prototype[method],
    switchToHttp: () => ({ getRequest: () => ({ get: () => undefined }) }),
  } as unknown as ExecutionContext;
  return lastValueFrom(new ResponseInterceptor(withoutKeys).intercept(context, { handle: () => of(value) } as CallHandler));
};

describe('ResponseInterceptor', () => {
  it('drops what the contract does not name', async () => {
    await expect(answerOf('json', { required: true, passwordHash: 'secret' })).resolves.toEqual({ required: true });
  });

  it('refuses to send what breaks the contract', async () => {
    await expect(answerOf('json', { required: 'yes' })).rejects.toThrow('expected boolean');
  });

  it('leaves bytes and empty answers alone', async () => {
    await expect(answerOf('bytes', undefined)).resolves.toBeUndefined();
    await expect(answerOf('nothing', undefined)).resolves.toBeUndefined();
  });
});
