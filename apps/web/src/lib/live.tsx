'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '@reelm/contracts';
import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { LiveSource, type LiveEventOf, type LiveState } from './live-source';
import { useLatest } from './use-latest';

const Context = createContext<LiveSource | null>(null);

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [source] = useState(() => new LiveSource(() => void client.invalidateQueries()));
  useEffect(() => {
    source.start();
    window.addEventListener('online', source.retryNow);
    return () => {
      window.removeEventListener('online', source.retryNow);
      source.stop();
    };
  }, [source]);
  return <Context value={source}>{children}</Context>;
}

function useLiveSource(): LiveSource {
  const source = use(Context);
  if (!source) throw new Error('live events need a LiveProvider above them');
  return source;
}

/** Calls `handle` for every live event of this type while mounted. */
export function useLiveEvent<T extends LiveEvent['type']>(type: T, handle: (event: LiveEventOf<T>) => void): void {
  const source = useLiveSource();
  const latest = useLatest(handle);
  useEffect(() => source.on(type, (event) => latest.current(event)), [source, type, latest]);
}

export function useLiveState(): { state: LiveState; retryNow: () => void } {
  const source = useLiveSource();
  const state = useSyncExternalStore(source.subscribeState, source.getState, () => 'connecting' as const);
  return { state, retryNow: source.retryNow };
}
