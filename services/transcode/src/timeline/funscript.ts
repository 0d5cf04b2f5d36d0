import { parse } from 'node:path';
import { z } from 'zod';

/** Places between 0 and 100 at times in milliseconds; what else such a file says is of no interest here. */
const Funscript = z.object({ actions: z.array(z.object({ at: z.number(), pos: z.number() })) });

/** Movement in hundredths a second that counts as full pace. */
const fullPace = 400;
const mostParts = 500;

/** Whether a file beside a film describes movements for it: `film.funscript` beside `film.mp4`. */
export const isFunscriptOf = (film: string, name: string): boolean => name.toLowerCase() === `${parse(film).name.toLowerCase()}.funscript`;

/** How fast the movements are in each part of the film, 0 to 100; null where the text is no funscript, or nothing moves. */
export function paceOf(text: string, durationSeconds: number): number[] | null {
  const actions = actionsOf(text);
  if (actions === null || durationSeconds <= 0) return null;
  const moved = new Float64Array(Math.max(1, Math.min(mostParts, Math.ceil(durationSeconds))));
  const partMs = (durationSeconds * 1_000) / moved.length;
  for (const [index, { at, pos }] of actions.entries()) {
    const before = actions[index - 1];
    if (before === undefined || at <= before.at) continue;
    const perMs = Math.abs(pos - before.pos) / (at - before.at);
    // A movement may reach over several parts.
    const last = Math.min(moved.length - 1, Math.floor(at / partMs));
    for (let part = Math.max(0, Math.floor(before.at / partMs)); part <= last; part += 1) {
      const inPart = Math.min(at, (part + 1) * partMs) - Math.max(before.at, part * partMs);
      moved[part] = (moved[part] ?? 0) + perMs * Math.max(0, inPart);
    }
  }
  if (moved.every((distance) => distance === 0)) return null;
  return Array.from(moved, (distance) => Math.min(100, Math.round((100 * distance) / (partMs / 1_000) / fullPace)));
}

function actionsOf(text: string): { at: number; pos: number }[] | null {
  try {
    return Funscript.parse(JSON.parse(text)).actions.toSorted((a, b) => a.at - b.at);
  } catch {
    return null;
  }
}
