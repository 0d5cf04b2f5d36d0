import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';

/** Ends when the client goes away before it has its answer. */
export function leavingOf(response: Response): AbortSignal {
  const leaving = new AbortController();
  response.once('close', () => response.writableFinished || leaving.abort());
  return leaving.signal;
}

/** The signal of {@link leavingOf}, for work that nobody needs once nobody waits for it. */
export const Leaving = createParamDecorator((_: unknown, context: ExecutionContext) =>
  leavingOf(context.switchToHttp().getResponse<Response>()),
);
