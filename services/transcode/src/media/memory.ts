import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ProcessResult } from '@reelm/service-kit';

/** What ffmpeg and the loader say of memory that they did not get; some of it is no more than a guess, for which another try is due. */
const refusedMemory =
  /Cannot allocate memory|std::bad_alloc|failed to map segment|get_buffer\(\) failed|thread_encoder_init failed|Error while opening encoder|Error allocating/;

/**
 * Where a tool wanted more memory than there is, says so instead of blaming the file.
 * @throws AppError media.out_of_memory
 */
export function assertHadMemory({ code, signal, stderr }: ProcessResult, tool: string): void {
  // What we end ourselves rejects before, and its time is over before its share of the processor is: that was the system.
  const wasKilled = signal === 'SIGKILL';
  if (wasKilled || (code !== 0 && refusedMemory.test(stderr))) throw new AppError('media.out_of_memory', { tool });
}

/** Others may need less in a moment. */
const pauseMs = 2_000;

/** Does something, and where there was not enough memory for it once more with less. */
export async function withinMemory<T>(signal: AbortSignal, work: (frugal: boolean) => Promise<T>): Promise<T> {
  try {
    return await work(false);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'media.out_of_memory') throw error;
    await delay(pauseMs, undefined, { signal });
    return work(true);
  }
}
