import { UserSettings } from '@reelm/contracts';
import { z } from 'zod';

const key = 'reelm-settings';
const Cached = z.object({ userId: z.string(), settings: UserSettings });

/** The settings as this browser last saw them, so that a page starts as its user knows it; those of somebody else are nobody's business. */
export function cachedSettings(userId: string, storage: Pick<Storage, 'getItem'> = localStorage): UserSettings | null {
  try {
    const cached = Cached.parse(JSON.parse(storage.getItem(key) ?? 'null'));
    return cached.userId === userId ? cached.settings : null;
  } catch {
    return null;
  }
}

export function cacheSettings(userId: string, settings: UserSettings, storage: Pick<Storage, 'setItem'> = localStorage): void {
  try {
    storage.setItem(key, JSON.stringify({ userId, settings }));
  } catch {
    // Full or forbidden: the next start waits for the server.
  }
}
