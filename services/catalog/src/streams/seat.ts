import { createHash } from 'node:crypto';
import type { Actor } from '../auth/actor.js';

/** Name of the browser or program that asks, as far as its session or key tells it from others; it does not tell the session. */
export function seatOf(actor: Actor | undefined): string {
  if (actor === undefined) return 'nobody';
  const hash = createHash('sha256').update(actor.via.kind === 'session' ? actor.via.idHash : actor.via.keyId);
  return hash.digest('base64url').slice(0, 22);
}
