import { z } from 'zod';

const ListLook = z.object({
  mode: z.enum(['grid', 'wall', 'list']),
  zoom: z.number().int().min(0).max(10),
  columns: z.string().max(1000).optional(),
});

/**
 * What this browser remembers of how its user likes to look at things. A cookie, so that the first paint is right already.
 * Theme and blur are copies of the user's settings, which the server keeps; the rest belongs to this device.
 */
export const Preferences = z.object({
  theme: z.enum(['system', 'dark', 'light']).catch('system'),
  blur: z.boolean().catch(false),
  rail: z.enum(['wide', 'narrow']).catch('wide'),
  /** By kind of entity: how its list was last looked at. */
  lists: z.record(z.string(), ListLook).catch({}),
});
export type Preferences = z.infer<typeof Preferences>;

export const preferencesCookie = 'reelm-view';
const aYear = 365 * 24 * 3600;

/** Reads the cookie's value; whatever is wrong or absent takes its default. */
export function readPreferences(value: string | undefined): Preferences {
  return Preferences.parse(parseObject(value));
}

function parseObject(value: string | undefined): object {
  try {
    const parsed: unknown = JSON.parse(decodeURIComponent(value ?? ''));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** The `document.cookie` line that keeps them for a year. */
export const preferencesCookieLine = (preferences: Preferences): string =>
  `${preferencesCookie}=${encodeURIComponent(JSON.stringify(preferences))}; path=/; max-age=${aYear}; samesite=lax`;
