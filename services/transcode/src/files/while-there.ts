import { AppError, JobFailure } from '@reelm/service-kit';

/**
 * Does what a job does with a file. Where that went away, or is not what the job was asked for, the job ends as cancelled; it is taken up
 * again when the file is back, see `VanishedFiles`.
 */
export async function whileThere<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'media.vanished') throw new JobFailure(error.toReason(), undefined, 'cancelled');
    throw error;
  }
}
