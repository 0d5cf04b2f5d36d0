'use client';

import { collections, type EntityKind } from '@reelm/contracts';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLiveEvent } from '@/lib/live';
import { throttle } from '@/lib/throttle';
import { refreshLists } from './list-data';

/** An import changes hundreds of videos a minute; lists follow at this pace. */
const paceMs = 1200;

/** Lets the lists of all kinds, and what is open, follow what happens on the server. */
export function useLiveLists(): void {
  const client = useQueryClient();
  const [updates] = useState(() => createUpdates(client));
  useEffect(() => updates.stop, [updates]);
  useLiveEvent('videos', ({ ids }) => updates.add('video', ids));
  useLiveEvent('entities', ({ kind, ids }) => updates.add(kind, ids));
}

function createUpdates(client: QueryClient) {
  const waiting = new Map<EntityKind, Set<string>>();
  const flush = throttle(() => {
    for (const [kind, ids] of waiting) {
      const key = collections[kind];
      for (const id of ids) void client.invalidateQueries({ queryKey: [key, 'detail', id] });
      // Only the few pages that are looked at are read again at once.
      void refreshLists(client, key);
    }
    waiting.clear();
  }, paceMs);
  return {
    add: (kind: EntityKind, ids: readonly string[]): void => {
      waiting.set(kind, new Set([...(waiting.get(kind) ?? []), ...ids]));
      flush.call();
    },
    stop: flush.cancel,
  };
}
