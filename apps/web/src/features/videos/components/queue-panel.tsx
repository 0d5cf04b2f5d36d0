'use client';

import { ListPlus, ListX, Shuffle } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { OrderedList } from '@/components/queue/ordered-list';
import { shuffled, without } from '@/components/queue/queue';
import { queueStore } from '@/components/queue/store';
import { Button } from '@/components/ui/button';
import { plural } from '@/lib/format';
import { showToast } from '@/lib/toast';
import type { Forward } from '../hooks/use-forward';

const AddToPlaylist = dynamic(() => import('@/components/playlists/add-to-playlist').then((module) => module.AddToPlaylist), {
  ssr: false,
});

/** What is played next, in an order that one can change. */
export function QueuePanel({ forward }: { forward: Forward }) {
  const { queue, at, item: current, play } = forward;
  const [saving, setSaving] = useState(false);
  if (queue.items.length === 0)
    return (
      <p className="text-sm text-pretty text-muted">
        Nothing waits. Choose videos in a list and play them, and they stand here; until then the next one is a random one of the list that
        you came from.
      </p>
    );
  const clear = (): void => {
    queueStore.set({ ...queue, items: [] });
    showToast({ kind: 'good', message: 'The queue is empty', action: { label: 'Undo', run: () => queueStore.set(queue) } });
  };
  /** What was played stays where it is. */
  const mix = (): void => queueStore.set({ ...queue, items: [...queue.items.slice(0, at + 1), ...shuffled(queue.items.slice(at + 1))] });
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto text-sm text-muted">
          {queue.name} · {plural(queue.items.length, 'video')}
        </p>
        <Button size="small" onClick={mix}>
          <Shuffle /> Shuffle
        </Button>
        <Button size="small" onClick={() => setSaving(true)} aria-haspopup="dialog">
          <ListPlus /> Keep
        </Button>
        <Button size="small" onClick={clear}>
          <ListX /> Clear
        </Button>
      </div>
      <OrderedList
        label="Queue"
        items={queue.items}
        current={current?.key}
        open={(item, className) => (
          <button type="button" className={className} onClick={() => play(item)}>
            {item.name}
          </button>
        )}
        onMove={(item, to) => queueStore.set({ ...queue, items: without(queue, item.key).items.toSpliced(to, 0, item) })}
        onRemove={(item) => queueStore.set(without(queue, item.key))}
      />
      {saving ? <AddToPlaylist items={() => Promise.resolve(queue.items)} onClose={() => setSaving(false)} /> : null}
    </div>
  );
}
