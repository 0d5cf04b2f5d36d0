'use client';

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** The controls go away after this long without a move. */
const restMs = 2600;
/** What a key did is said for so long. */
const noticeMs = 900;

/** Whether the controls are awake; `stir` wakes them. */
export function useAwake(playing: boolean): { awake: boolean; stir: () => void } {
  const [awake, setAwake] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const restSoon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAwake(false), restMs);
  }, []);
  useEffect(() => {
    if (!playing) return undefined;
    restSoon();
    return () => {
      clearTimeout(timer.current);
      setAwake(true);
    };
  }, [playing, restSoon]);
  const stir = useCallback(() => {
    setAwake(true);
    restSoon();
  }, [restSoon]);
  return { awake, stir };
}

/** A word about what was just done. */
export function useNotice(): { notice: string | null; say: (text: string) => void } {
  const [notice, setNotice] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = useCallback((text: string) => {
    clearTimeout(timer.current);
    setNotice(text);
    timer.current = setTimeout(() => setNotice(null), noticeMs);
  }, []);
  return { notice, say };
}

const watchFullScreen = (changed: () => void): (() => void) => {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
};
/** Whether the page fills the screen; the player then fills the page. */
export const useFullScreen = (): boolean =>
  useSyncExternalStore(
    watchFullScreen,
    () => document.fullscreenElement !== null,
    () => false,
  );

const never = (): (() => void) => () => undefined;
/** Whether the browser can do something; on the server nobody knows, so no. */
export const useSupport = (check: () => boolean): boolean => useSyncExternalStore(never, check, () => false);
