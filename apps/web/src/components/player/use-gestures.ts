'use client';

import { useEffect, useMemo, useRef, type MouseEvent, type PointerEvent } from 'react';
import { useLatest } from '@/lib/use-latest';
import { doubleTapMs, swipeOf, zoneOf, type Zone } from './gestures';

interface Meant {
  /** A mouse click, or one tap of a finger. */
  click: (by: 'mouse' | 'touch') => void;
  doubleClick: () => void;
  doubleTap: (zone: Zone) => void;
  /** The finger is this many seconds away from where it came down; done when it leaves. */
  swipeSeek: (seconds: number, done: boolean) => void;
  swipe: (direction: 'up' | 'down') => void;
  duration: () => number;
}

interface Down {
  id: number;
  x: number;
  y: number;
  width: number;
  left: number;
  moved: boolean;
}

export type Gestures = ReturnType<typeof handlersOf>;

/** Clicks, taps and swipes on the film. A tap waits for a second one, so that a double tap never stops the film on its way. */
export function useGestures(meant: Meant): Gestures {
  const latest = useLatest(meant);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  // oxlint-disable-next-line react/refs -- they are read when fingers move, not while rendering
  return useMemo(() => handlersOf(latest, waiting), [latest]);
}

function handlersOf(latest: { current: Meant }, waiting: { current: ReturnType<typeof setTimeout> | undefined }) {
  let down: Down | null = null;
  let lastTap = { at: -Infinity, zone: 'middle' as Zone };
  let byTouch = false;
  const tap = (zone: Zone): void => {
    const now = performance.now();
    const double = now - lastTap.at < doubleTapMs && lastTap.zone === zone;
    clearTimeout(waiting.current);
    // A third tap in time is one more skip.
    lastTap = { at: now, zone };
    if (double) latest.current.doubleTap(zone);
    else waiting.current = setTimeout(() => latest.current.click('touch'), doubleTapMs);
  };
  const end = (event: PointerEvent<HTMLElement>): void => {
    const from = down;
    down = null;
    if (!from || event.pointerId !== from.id) return;
    const swipe = swipeOf(event.clientX - from.x, event.clientY - from.y, from.width, latest.current.duration());
    // A cancelled pointer is the page's own scrolling.
    if (event.type === 'pointercancel') return latest.current.swipeSeek(0, true);
    if (from.moved && swipe.kind === 'seek') return latest.current.swipeSeek(swipe.seconds, true);
    if (from.moved) latest.current.swipeSeek(0, true);
    else if (swipe.kind === 'up' || swipe.kind === 'down') latest.current.swipe(swipe.kind);
    else if (swipe.kind === 'none') tap(zoneOf(event.clientX - from.left, from.width));
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      byTouch = event.pointerType === 'touch';
      if (!byTouch || !event.isPrimary) return;
      const { left, width } = event.currentTarget.getBoundingClientRect();
      down = { id: event.pointerId, x: event.clientX, y: event.clientY, width, left, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (!down || event.pointerId !== down.id) return;
      const swipe = swipeOf(event.clientX - down.x, event.clientY - down.y, down.width, latest.current.duration());
      if (swipe.kind !== 'seek') return;
      down.moved = true;
      latest.current.swipeSeek(swipe.seconds, false);
    },
    onPointerUp: end,
    onPointerCancel: end,
    onClick: (event: MouseEvent<HTMLElement>): void => {
      // Fingers are dealt with as they leave; what they click afterwards is the same tap again.
      if (!byTouch && event.detail <= 1) latest.current.click('mouse');
    },
    onDoubleClick: (): void => {
      if (!byTouch) latest.current.doubleClick();
    },
  };
}
