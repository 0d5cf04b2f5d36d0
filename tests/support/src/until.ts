import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until the answer is neither undefined, null nor false, and returns it. An error thrown meanwhile counts as "not yet".
 * @throws after `timeoutMs`, naming what was waited for and the last error
 */
export async function until<T>(what: string, ask: () => T | Promise<T>, timeoutMs = 30_000): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + timeoutMs;
  let problem: unknown;
  while (Date.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer as Exclude<T, undefined | null | false>;
      problem = undefined;
    } catch (error) {
      problem = error;
    }
    await delay(25);
  }
  throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, { cause: problem });
}
