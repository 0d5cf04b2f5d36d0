'use client';

import { useEffect, useRef } from 'react';
import { keyBelongsTo, shortcutFor, type ShortcutId, type ShortcutScope } from './shortcuts';

type Handlers = Partial<Record<ShortcutId, (key: string) => void>>;

/** Listens for the shortcuts of one scope while mounted; an open dialog and a focused field keep their keys. */
export function useShortcuts(scope: ShortcutScope, handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || keyBelongsTo(document.activeElement, event.key)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      const id = shortcutFor(event, [scope]);
      const handler = id ? latest.current[id] : undefined;
      if (!handler) return;
      event.preventDefault();
      handler(event.key);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [scope]);
}
