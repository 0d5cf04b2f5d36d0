import { StashBox } from '@reelm/contracts';
import { z } from 'zod';

/** A stash-box as it is stored, its API key locked. */
export interface Endpoint {
  id: string;
  name: string;
  url: string;
  lockedKey: string;
  lastCheck: LastCheck | null;
  createdAt: Date;
}

export const LastCheck = StashBox.shape.lastCheck.unwrap();
export type LastCheck = z.infer<typeof LastCheck>;

/** What may be shown of it: everything but the key. */
export const toStashBox = ({ id, name, url, lockedKey, lastCheck, createdAt }: Endpoint): StashBox => ({
  id,
  name,
  url,
  hasApiKey: lockedKey !== '',
  lastCheck,
  createdAt: createdAt.toISOString(),
});

/** Whether a key given for one address may be sent to the other without asking: only to the same server. */
export const isSameServer = (a: string, b: string): boolean => new URL(a).origin === new URL(b).origin;
