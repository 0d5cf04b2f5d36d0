'use client';

import type { Video } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { lastAsked } from '@/components/queue/asked';
import { randomOf } from '@/components/queue/collect';
import { addressOf, placeIn, type Queue, type QueueItem } from '@/components/queue/queue';
import { hasBegun, isToPlay, playNext, trailStore, useQueue, useTrail } from '@/components/queue/store';
import { stepBack, stepOn, stepTo } from '@/components/queue/trail';
import { toastError } from '@/lib/toast';
import { prefetchVideo } from './use-video';

export interface Forward {
  queue: Queue;
  /** Place of this video in the queue; -1 where it is not watched as a part of it. */
  at: number;
  item: QueueItem | undefined;
  next: () => void;
  previous: (() => void) | null;
  /** Goes to a queued video and plays it. */
  play: (item: QueueItem) => void;
  onEnd: () => void;
  /** Whether it plays by itself. */
  autoPlay: boolean;
}

/** How many of those that were watched last are not drawn again. */
const seenLately = 50;
const idOf = (address: string): string => /^\/videos\/([^?]+)/.exec(address)?.[1] ?? '';

/** Forward takes the next of the queue, or a random one of the search that one came from; back walks the way one came. */
export function useForward(video: Video): Forward {
  const router = useRouter();
  const client = useQueryClient();
  const key = useSearchParams().get('queue');
  const queue = useQueue();
  const trail = useTrail();
  const at = placeIn(queue, key, video.id);
  const following = at === -1 ? undefined : queue.items[at + 1];
  const [autoPlay] = useState(() => isToPlay(video.id));
  useEffect(hasBegun, []);
  useEffect(() => {
    trailStore.set(stepTo(trailStore.get(), key === null ? `/videos/${video.id}` : `/videos/${video.id}?queue=${key}`));
  }, [video.id, key]);
  useEffect(() => {
    if (following) void prefetchVideo(client, following.id);
  }, [client, following]);

  const go = useCallback(
    async (address: string) => {
      playNext(idOf(address));
      // So that one video follows the other without a page in between.
      await prefetchVideo(client, idOf(address));
      router.push(address);
    },
    [client, router],
  );
  const next = useCallback(() => {
    const known = stepOn(trailStore.get()) ?? (following ? addressOf(following) : null);
    if (known !== null) return void go(known);
    const seen = new Set([video.id, ...trailStore.get().steps.slice(-seenLately).map(idOf)]);
    randomOf(lastAsked(), seen).then((id) => id !== null && void go(`/videos/${id}`), toastError('No next video'));
  }, [following, go, video.id]);
  const before = stepBack(trail);
  return {
    queue,
    at,
    item: queue.items[at],
    next,
    previous: before === null ? null : () => void go(before),
    play: (item) => void go(addressOf(item)),
    onEnd: useCallback(() => {
      if (following) void go(addressOf(following));
    }, [following, go]),
    autoPlay,
  };
}
