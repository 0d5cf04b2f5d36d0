import type { ListFilter } from '@/components/list/kind';
import { allOf, randomOf } from '@/components/queue/collect';
import { addressOf, queueOf, shuffled } from '@/components/queue/queue';
import { playNext, queueStore } from '@/components/queue/store';
import { showToast } from '@/lib/toast';

/** Plays all videos of a search one after the other, or one of them. */
export async function playList(filter: ListFilter, how: 'all' | 'shuffled' | 'random', open: (address: string) => void): Promise<void> {
  if (how === 'random') {
    const id = await randomOf(filter.q, new Set());
    if (id === null) return nothingToPlay();
    playNext(id);
    return open(`/videos/${id}`);
  }
  const found = await allOf(filter);
  const queue = queueOf(filter.q || 'All videos', how === 'shuffled' ? shuffled(found) : found);
  const [first] = queue.items;
  if (!first) return nothingToPlay();
  queueStore.set(queue);
  playNext(first.id);
  open(addressOf(first));
}

const nothingToPlay = (): void => void showToast({ message: 'There is no video in this list' });
