'use client';

/**
 * Where each page was scrolled to. The browser's own memory gives up when a page is still empty as it comes back,
 * and the router leaves a shorter page wherever the longer one was, so positions are kept and restored here.
 */
const storageKey = 'reelm-scroll';
let positions = new Map<string, number>();
/** The page that Back, Forward or a reload leads to, until it is where it was. */
let returning: { address: string; y: number } | null = null;
let started = false;

const here = (): string => window.location.pathname + window.location.search;
const comeBack = (): void => {
  const address = here();
  returning = { address, y: positions.get(address) ?? 0 };
};

/** Begins to watch; safe to call again. */
export function startScrollMemory(): void {
  if (started) return;
  started = true;
  window.history.scrollRestoration = 'manual';
  positions = storedPositions();
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation && navigation.type !== 'navigate') comeBack();
  window.addEventListener('popstate', comeBack);
  window.addEventListener('scroll', () => positions.set(here(), window.scrollY), { passive: true });
  window.addEventListener('pagehide', () => sessionStorage.setItem(storageKey, JSON.stringify([...positions])));
}

function storedPositions(): Map<string, number> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, number][]);
  } catch {
    return new Map();
  }
}

/** The position that this page still has to come back to, in pixels; null after a plain link, and once it is there. */
export const scrollToRestore = (): number | null => (returning?.address === here() ? returning.y : null);

/** Moves to where the page was, or to its top after a plain link. A page that is still growing calls it again. */
export function placeScroll(): void {
  const target = scrollToRestore();
  window.scrollTo(0, target ?? 0);
  if (target === null || Math.abs(window.scrollY - target) < 2) returning = null;
}
