import { z } from 'zod';

/** The one body of every error answer. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string().describe('Stable code, listed in docs/errors.md'),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    correlationId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
