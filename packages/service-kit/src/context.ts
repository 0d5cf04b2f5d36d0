import { AsyncLocalStorage } from 'node:async_hooks';
import { v7 } from 'uuid';

/** A new time-ordered id (UUIDv7). */
export const newId = (): string => v7();

interface RequestContext {
  correlationId: string;
}
const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` so that logs, events and calls made inside carry the correlation id. */
export const withCorrelation = <T>(correlationId: string, work: () => T): T => storage.run({ correlationId }, work);

/** The correlation id of the work at hand, or a new one outside of any. */
export const correlationId = (): string => storage.getStore()?.correlationId ?? newId();
export const currentCorrelationId = (): string | undefined => storage.getStore()?.correlationId;
