'use client';

import { useLayoutEffect, useState, type RefCallback } from 'react';

export interface Room {
  width: number;
  /** Distance from the top of the page, pixels. */
  top: number;
  /** Size of the root font over 16 pixels. */
  scale: number;
}

/** Measures the room for a layout; null until it is known, which is before the first paint. */
export function useRoom(): [RefCallback<HTMLDivElement>, Room | null] {
  // In the state and not in a ref: a list that was empty at first has its element later.
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = (): void => {
      const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      const next = { width: element.clientWidth, top: Math.round(element.getBoundingClientRect().top + window.scrollY), scale };
      setRoom((known) => (known && known.width === next.width && known.top === next.top && known.scale === next.scale ? known : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // What stands above may grow, as the row of filters does.
    if (element.parentElement) observer.observe(element.parentElement);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, room?.width ? room : null];
}
