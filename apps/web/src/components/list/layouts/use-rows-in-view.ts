'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { scrollToRestore } from '@/lib/scroll-memory';
import { rowsInView } from '../geometry';

const watch = (changed: () => void): (() => void) => {
  window.addEventListener('scroll', changed, { passive: true });
  window.addEventListener('resize', changed);
  return () => {
    window.removeEventListener('scroll', changed);
    window.removeEventListener('resize', changed);
  };
};

/**
 * The first and last row that must exist. All rows are of one height, so where each lies is a multiplication, and a list of a million costs
 * no more than one of ten. Renders again only when another row comes in.
 * @param top distance of the list from the top of the page, pixels
 */
export function useRowsInView(rows: number, rowHeight: number, top: number): [first: number, last: number] {
  const measure = useCallback(
    () => rowsInView((scrollToRestore() ?? window.scrollY) - top, window.innerHeight, rowHeight, rows).join(),
    [rows, rowHeight, top],
  );
  const [first = 0, last = -1] = useSyncExternalStore(watch, measure, () => '0,-1')
    .split(',')
    .map(Number);
  return [first, last];
}
