'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { refreshLists } from '@/components/list/list-data';
import { useLiveEvent } from '@/lib/live';
import { throttle } from '@/lib/throttle';
import { videoKeys } from '../api/videos-api';

/** An import changes hundreds of videos a minute; lists follow at this pace. */
const paceMs = 1200;

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
    for (const id of waiting) void client.invalidateQueries({ queryKey: videoKeys.detail(id) });
    waiting = new Set();
    // Only the few pages that are looked at are read again at once.
    void refreshLists(client, videoKeys.all);
  }, paceMs);
  return {
    add: (ids: readonly string[]): void => {
      for (const id of ids) waiting.add(id);
      flush.call();
    },
    stop: flush.cancel,
  };
}
