'use client';

/**
 * Where each page was scrolled to. The browser's own memory gives up when a page is still empty as it comes back,
 * and the router leaves a shorter page wherever the longer one was, so positions are kept and restored here.
 */
const storageKey = 'reelm-scroll';

interface Place {
  y: number;
  /** What a page noted about itself to find the same place again, as a list does where its visible part begins. */
  note?: unknown;
}

let places = new Map<string, Place>();
/** The page that Back, Forward or a reload leads to, until it is where it was. */
let returning: (Place & { address: string }) | null = null;
let started = false;

const here = (): string => window.location.pathname + window.location.search;
const comeBack = (): void => {
  const address = here();
  returning = { y: 0, ...places.get(address), address };
};

/** Begins to watch; safe to call again. */
export function startScrollMemory(): void {
  if (started) return;
  started = true;
  window.history.scrollRestoration = 'manual';
  places = storedPlaces();
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (navigation && navigation.type !== 'navigate') comeBack();
  window.addEventListener('popstate', comeBack);
  window.addEventListener('scroll', () => remember({ y: window.scrollY }), { passive: true });
  // Whoever scrolls on their own does not want to be taken elsewhere any more.
  for (const move of ['wheel', 'touchmove'] as const) window.addEventListener(move, () => (returning = null), { passive: true });
  window.addEventListener('pagehide', () => sessionStorage.setItem(storageKey, JSON.stringify([...places])));
}

const remember = (part: Partial<Place>): void => {
  const address = here();
  places.set(address, { y: 0, ...places.get(address), ...part });
};

function storedPlaces(): Map<string, Place> {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, Place][]);
  } catch {
    return new Map();
  }
}

/** The position that this page still has to come back to, in pixels; null after a plain link, and once it is there. */
export const scrollToRestore = (): number | null => (returning?.address === here() ? returning.y : null);

/** Keeps something with the position of this page; it must be plain data. */
export const notePlace = (note: unknown): void => remember({ note });

/** What the page that is being returned to had noted. */
export const noteToRestore = (): unknown => (returning?.address === here() ? returning.note : undefined);

/** Moves to where the page was, or to its top after a plain link. A page that is still growing calls it again. */
export function placeScroll(): void {
  const target = scrollToRestore();
  window.scrollTo(0, target ?? 0);
  if (target === null || Math.abs(window.scrollY - target) < 2) returning = null;
}
