/** Why Reelm cannot start, in one line for the person at the terminal: what is wrong and what to do about it. */
export class StartError extends Error {
  override name = 'StartError';
}

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The error code of a failed system call, for example `ENOENT`. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
