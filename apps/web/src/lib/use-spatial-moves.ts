'use client';

import { useEffect } from 'react';
import { keyBelongsTo } from './shortcuts';
import { isDirection, nextBox } from './spatial-moves';

/** A screen across the room: large, and nothing hovers. */
export const isTelevision = (): boolean => window.matchMedia('(hover: none) and (min-width: 1200px)').matches;
const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex]:not([tabindex="-1"])';

/** Where nothing has the focus, left and right are for the film on the page. */
export const steersFilm = (key: string): boolean =>
  (key === 'ArrowLeft' || key === 'ArrowRight') &&
  (document.activeElement === null || document.activeElement === document.body) &&
  document.querySelector('[data-player]') !== null;

/** On a television, arrow keys that nobody else takes move the focus to what lies in their direction. */
export function useSpatialMoves(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !isDirection(event.key) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (!isTelevision() || steersFilm(event.key) || keyBelongsTo(document.activeElement, event.key)) return;
      const target = targetOf(event.key);
      if (!target) return;
      event.preventDefault();
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function targetOf(direction: Parameters<typeof nextBox>[2]): HTMLElement | undefined {
  const active = document.activeElement;
  // An open dialog keeps the focus.
  const room = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document;
  const candidates = [...room.querySelectorAll<HTMLElement>(focusable)].filter((element) => element !== active && isSeen(element));
  if (!active || active === document.body || active.id === 'content')
    return room.querySelector<HTMLElement>(`main :is(${focusable})`) ?? candidates[0];
  const boxes = candidates.map((element) => element.getBoundingClientRect());
  return candidates[nextBox(active.getBoundingClientRect(), boxes, direction)];
}

const isSeen = (element: HTMLElement): boolean =>
  element.tabIndex >= 0 && element.checkVisibility({ opacityProperty: false, visibilityProperty: true });
