'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { keyBelongsTo } from '@/lib/shortcuts';
import { addRange, everything, isEmpty, nothing, toggle, type Selection } from './selection';

export type SelectHow = 'one' | 'range';

export interface SelectionControl {
  selection: Selection;
  /** Whether anything is chosen: then a click on a card chooses instead of opening. */
  active: boolean;
  select: (id: string, index: number, how: SelectHow) => void;
  selectAll: () => void;
  clear: () => void;
  /** The layout that is shown tells how to find the ids of places; null where an item is not loaded. */
  provideIds: (idsBetween: (from: number, to: number) => string[]) => void;
}

const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** What is chosen in the list of this search; another search begins with nothing chosen. */
export function useSelection(q: string): SelectionControl {
  const [chosen, setChosen] = useState<{ q: string; selection: Selection }>({ q, selection: nothing });
  const selection = chosen.q === q ? chosen.selection : nothing;
  const active = !isEmpty(selection);
  const anchor = useRef<number | null>(null);
  const idsBetween = useRef<(from: number, to: number) => string[]>(() => []);
  const change = useCallback(
    (next: (before: Selection) => Selection) =>
      setChosen((before) => ({ q, selection: next(before.q === q ? before.selection : nothing) })),
    [q],
  );
  const select = useCallback(
    (id: string, index: number, how: SelectHow) => {
      const from = anchor.current;
      if (how === 'range' && from !== null) {
        const ids = idsBetween.current(Math.min(from, index), Math.max(from, index));
        change((before) => addRange(before, ids));
        return;
      }
      anchor.current = index;
      change((before) => toggle(before, id));
    },
    [change],
  );
  const selectAll = useCallback(() => change(() => everything), [change]);
  const clear = useCallback(() => {
    anchor.current = null;
    change(() => nothing);
  }, [change]);
  const provideIds = useCallback((provide: (from: number, to: number) => string[]) => {
    idsBetween.current = provide;
  }, []);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector(overlays)) return;
      const all = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      // Letters typed into a field belong to it, and so does Ctrl A there.
      if ((!all && event.key !== 'Escape') || keyBelongsTo(document.activeElement, 'a')) return;
      if (!all && !active) return;
      event.preventDefault();
      if (all) selectAll();
      else clear();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [active, selectAll, clear]);
  return useMemo(
    () => ({ selection, active, select, selectAll, clear, provideIds }),
    [selection, active, select, selectAll, clear, provideIds],
  );
}
