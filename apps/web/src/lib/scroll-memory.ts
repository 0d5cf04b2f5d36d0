'use client';

/**
 * Where each page was scrolled to. The browser's own memory gives up when a page is still empty as it comes back,
 * and the router scrolls up on every step, so pages whose content comes from the cache restore it themselves.
 */
const storageKey = 'reelm-scroll';
let positions: Record<string, number> = {};
let returningTo: string | null = null;
let started = false;

const here = (): string => window.location.pathname + window.location.search;

/** Begins to watch; safe to call again. */
export function startScrollMemory(): void {
  if (started) return;
  started = true;
  window.history.scrollRestoration = 'manual';
  try {
    positions = JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Record<string, number>;
  } catch {
    positions = {};
  }
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation && navigation.type !== 'navigate') returningTo = here();
  window.addEventListener('popstate', () => {
    returningTo = here();
  });
  window.addEventListener('pagehide', () => {
    sessionStorage.setItem(storageKey, JSON.stringify(positions));
  });
}

export const rememberScroll = (): void => {
  positions[here()] = window.scrollY;
};

/** The remembered position when this page was reached by Back, Forward or reload; null after a plain link. */
export const scrollToRestore = (): number | null => (returningTo === here() ? (positions[here()] ?? null) : null);

export const scrollRestored = (): void => {
  returningTo = null;
};
