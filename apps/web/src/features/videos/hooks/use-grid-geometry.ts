'use client';

import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { autoColumns, clampColumns, gridGeometry, type GridGeometry } from '@/lib/grid';

interface MeasuredGrid {
  ref: React.RefObject<HTMLDivElement | null>;
  /** Null until the width is known, which is before the first paint. */
  geometry: GridGeometry | null;
  /** Distance of the grid from the top of the page, pixels. */
  top: number;
  /** Most columns that make sense at this width. */
  most: number;
}

/** Measures the room for the grid; `columns` null chooses what fits the screen. */
export function useGridGeometry(columns: number | null): MeasuredGrid {
  const ref = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: number; top: number; scale: number } | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const measure = (): void => {
      const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      setRoom((known) => {
        const next = { width: element.clientWidth, top: Math.round(element.getBoundingClientRect().top + window.scrollY), scale };
        return known && known.width === next.width && known.top === next.top && known.scale === next.scale ? known : next;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const geometry = useMemo(() => {
    if (!room || room.width === 0) return null;
    const count = columns === null ? autoColumns(room.width, room.scale) : clampColumns(columns, room.width);
    return gridGeometry(room.width, count, room.scale);
  }, [room, columns]);
  return { ref, geometry, top: room?.top ?? 0, most: clampColumns(12, room?.width ?? 1280) };
}
