import { z } from 'zod';

/** Addresses of the videos that were watched in this tab, and where among them one is. */
export const Trail = z.object({ steps: z.array(z.string()), at: z.number().int() });
export type Trail = z.infer<typeof Trail>;

export const noTrail: Trail = { steps: [], at: -1 };
const mostSteps = 200;

/** One is at this address now: a step back or on where it lies beside, otherwise a new one, behind which nothing is left. */
export function stepTo({ steps, at }: Trail, address: string): Trail {
  if (steps[at] === address) return { steps, at };
  if (steps[at - 1] === address) return { steps, at: at - 1 };
  if (steps[at + 1] === address) return { steps, at: at + 1 };
  const kept = [...steps.slice(0, at + 1), address].slice(-mostSteps);
  return { steps: kept, at: kept.length - 1 };
}

export const stepBack = ({ steps, at }: Trail): string | null => steps[at - 1] ?? null;
/** Where one came back from. */
export const stepOn = ({ steps, at }: Trail): string | null => steps[at + 1] ?? null;
