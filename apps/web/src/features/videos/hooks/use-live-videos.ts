'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLiveEvent } from '@/lib/live';
import { throttle } from '@/lib/throttle';
import { getVideo, videoKeys } from '../api/videos-api';
import { patchCards, cardOf, type VideoPages } from './video-cache';

/** An import changes hundreds of videos a minute; lists follow at this pace. */
const paceMs = 1200;
/** With more pages than this loaded, reading them all again costs more than asking for the few cards that changed. */
const cheapPages = 2;
const mostSingle = 24;

/** Lets lists and the open video follow what happens on the server. */
export function useLiveVideos(): void {
  const client = useQueryClient();
  const [updates] = useState(() => createUpdates(client));
  useEffect(() => updates.stop, [updates]);
  useLiveEvent('videos', (event) => updates.add(event.ids));
}

function createUpdates(client: QueryClient) {
  let waiting = new Set<string>();
  const flush = throttle(() => {
    const ids = waiting;
    waiting = new Set();
    refresh(client, ids);
  }, paceMs);
  return {
    add: (ids: readonly string[]): void => {
      for (const id of ids) waiting.add(id);
      flush.call();
    },
    stop: flush.cancel,
  };
}

function refresh(client: QueryClient, ids: ReadonlySet<string>): void {
  for (const id of ids) void client.invalidateQueries({ queryKey: videoKeys.detail(id) });
  for (const query of client.getQueryCache().findAll({ queryKey: videoKeys.lists })) {
    const pages = query.state.data as VideoPages | undefined;
    const active = query.getObserversCount() > 0;
    if (!active || !pages || pages.pages.length <= cheapPages) {
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
      continue;
    }
    const shown = pages.pages.flatMap((page) => page.items).filter((card) => ids.has(card.id));
    for (const { id } of shown.slice(0, mostSingle)) {
      void getVideo(id).then(
        (video) => patchCards(client, id, () => cardOf(video)),
        () => undefined,
      );
    }
  }
}
