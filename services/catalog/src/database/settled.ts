import type { Database, Tx } from '@reelm/service-kit';
import { setTimeout as pause } from 'node:timers/promises';

const mostTries = 8;
/** Milliseconds that the second try waits at most, and each further one as much longer: by chance, so that two do not meet again and again. */
const step = 20;
/**
 * PostgreSQL ended the transaction because another one won: 40P01 deadlock, 40001 serialisation, and 23505 a unique value that appeared
 * after it was looked for. The next try sees what the other one did.
 */
const lost = new Set(['40P01', '40001', '23505']);
/** Whether a transaction lost against another and may be tried again as a whole. */
export const isLost = (error: unknown): boolean => error instanceof Error && 'code' in error && lost.has(String(error.code));

/** Runs `work` in a transaction, and again where it lost against another: so it must have no effects outside of the transaction. */
export async function settled<R>(database: Database, work: (tx: Tx) => Promise<R>): Promise<R> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await database.transaction(work);
    } catch (error) {
      if (tries === mostTries || !isLost(error)) throw error;
      await pause(Math.random() * step * tries);
    }
  }
}
