import type { CookieOptions } from 'express';

/** Sessions end at the latest after this many days, and after {@link idleDays} without use. */
export const sessionDays = 90;
export const idleDays = 30;

/** Name and flags of the session cookie; over https the browser also guarantees that no other host or path set it. */
export const sessionCookie = (secure: boolean): { name: string; options: CookieOptions } => ({
  name: secure ? '__Host-reelm' : 'reelm',
  options: { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: sessionDays * 86_400_000 },
});

/** Value of the named cookie in a `Cookie` header. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const pair of header?.split(';') ?? []) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) return value.join('=').trim() || undefined;
  }
  return undefined;
};
