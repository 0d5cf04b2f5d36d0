'use client';

import { useRef, type PointerEvent } from 'react';

/** A hand that moved less than this has clicked, CSS pixels. */
const slack = 5;

/**
 * One finger, or a mouse that is held, pulls; two spread.
 * @param onSpread told by which factor their distance grew, and where their middle is
 */
export function useDrag(onPull: (dx: number, dy: number) => void, onSpread: (factor: number, clientX: number) => void) {
  const held = useRef(new Map<number, { x: number; y: number }>());
  const way = useRef(0);
  const fingers = (): { apart: number; middle: number } | null => {
    const [one, other] = [...held.current.values()];
    return one && other ? { apart: Math.hypot(one.x - other.x, one.y - other.y), middle: (one.x + other.x) / 2 } : null;
  };
  return {
    down: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      if (held.current.size === 0) way.current = 0;
      // Two fingers never mean a tap.
      else way.current = slack;
      held.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    move: (event: PointerEvent<HTMLElement>): void => {
      const from = held.current.get(event.pointerId);
      if (!from) return;
      const before = fingers();
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      held.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      way.current += Math.hypot(dx, dy);
      const after = fingers();
      if (before && after) onSpread(after.apart / Math.max(1, before.apart), after.middle);
      else if (way.current >= slack) onPull(dx, dy);
    },
    /** Answers whether it was more than a tap. */
    up: (event: PointerEvent<HTMLElement>): boolean => {
      held.current.delete(event.pointerId);
      return way.current >= slack;
    },
    moved: (): boolean => way.current >= slack,
  };
}
