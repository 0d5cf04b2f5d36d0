const entries = ['/sign-in', '/setup'];

/** Address of the sign-in page that leads back to where the user is now. */
export function signInAddress({ pathname, search }: { pathname: string; search: string }): string {
  if (entries.includes(pathname)) return '/sign-in';
  const place = pathname + search;
  return place === '/' || place === '/videos' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(place)}`;
}

/** The place to go to after signing in: only a path on this origin, whatever the address bar says. */
export function returnAddress(next: string | null): string {
  if (!next) return '/videos';
  try {
    const base = 'http://reelm.invalid';
    const url = new URL(next, base);
    const safe = url.origin === base && next.startsWith('/') && !entries.includes(url.pathname);
    return safe ? url.pathname + url.search : '/videos';
  } catch {
    return '/videos';
  }
}
