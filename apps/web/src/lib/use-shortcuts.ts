'use client';

import { useEffect, useMemo } from 'react';
import { useSettings } from './settings';
import { isDirection } from './spatial-moves';
import { useLatest } from './use-latest';
import { isTelevision, steersFilm } from './use-spatial-moves';
import {
  bindingsOf,
  keyBelongsTo,
  matchPress,
  pressName,
  shortcutOf,
  type Bindings,
  type ShortcutId,
  type ShortcutScope,
} from './shortcuts';

type Handlers = Partial<Record<ShortcutId, (key: string) => void>>;

/** What is listened for at present; one listener of the document serves them all, so that places do not compete. */
const listening = new Set<{ current: Handlers }>();
/** Narrow places first. */
const order: readonly ShortcutScope[] = ['player', 'list', 'everywhere'];
/** The second key of `g v` comes within this time. */
const sequenceMs = 1200;

/** Handles these shortcuts while mounted. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useLatest(handlers);
  useEffect(() => {
    listening.add(latest);
    return () => void listening.delete(latest);
  }, [latest]);
}

/** The keys of all shortcuts as the user has them. */
export function useBindings(): Bindings {
  const { shortcuts } = useSettings().settings;
  return useMemo(() => bindingsOf(shortcuts), [shortcuts]);
}

/** Makes the shortcuts work; it stands once, in the shell. An open dialog and a focused field keep their keys. */
export function useShortcutListener(): void {
  const bindings = useBindings();
  useEffect(() => listen(bindings), [bindings]);
}

function listen(bindings: Bindings): () => void {
  let before = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (prefix: string): void => {
    clearTimeout(timer);
    before = prefix;
    if (prefix) timer = setTimeout(() => (before = ''), sequenceMs);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressName(event);
    const plain = !press.startsWith('Mod+') && !press.startsWith('Alt+');
    // Ctrl with an arrow moves by words where one types.
    const typed = plain ? event.key : isDirection(event.key) ? 'a' : null;
    if (typed !== null && keyBelongsTo(document.activeElement, typed)) return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
    // The arrows of a remote control lead from one thing to the next.
    if (isDirection(press) && isTelevision() && !steersFilm(press)) return;
    const match = matchPress(bindings, activeIds(), before, press);
    if (match === null) return event.key === 'Shift' ? undefined : wait('');
    event.preventDefault();
    if ('prefix' in match) return wait(match.prefix);
    wait('');
    handlerOf(match.found)?.(event.key);
  };
  document.addEventListener('keydown', onKeyDown);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('keydown', onKeyDown);
  };
}

function activeIds(): ShortcutId[] {
  const ids = [...listening].flatMap(({ current }) => Object.keys(current) as ShortcutId[]);
  return ids.sort((one, other) => order.indexOf(shortcutOf(one).scope) - order.indexOf(shortcutOf(other).scope));
}

/** Of several that handle the same shortcut, the one that came last: a page's own search before the one of the shell. */
const handlerOf = (id: ShortcutId) => [...listening].findLast(({ current }) => current[id] !== undefined)?.current[id];
