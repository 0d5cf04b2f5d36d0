'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ListPlus, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BulkActions } from '@/components/bulk/bulk-actions';
import { GenerateActions } from '@/components/generate/generate-actions';
import type { SelectionActionsProps } from '@/components/list/kind';
import { chosenOf } from '@/components/queue/collect';
import { addressOf, queueOf, withMore, type Queued } from '@/components/queue/queue';
import { playNext, queueStore } from '@/components/queue/store';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import { plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { showToast, toastError } from '@/lib/toast';

const AddToPlaylist = dynamic(() => import('@/components/playlists/add-to-playlist').then((module) => module.AddToPlaylist), {
  ssr: false,
});

const JoinDialog = dynamic(() => import('./join-dialog').then((module) => module.JoinDialog), { ssr: false });

/** What can be done with the videos that are chosen. */
export function VideoSelectionActions(props: SelectionActionsProps) {
  const { selection, q, sort, clear } = props;
  const client = useQueryClient();
  const router = useRouter();
  const [keeping, setKeeping] = useState(false);
  const [joining, setJoining] = useState(false);
  const mayEdit = useMay('editor');
  const items = (): Promise<Queued[]> => chosenOf(client, selection, { q, sort });
  const play = (): void =>
    void items().then((found) => {
      const queue = queueOf('Selection', found);
      const [first] = queue.items;
      if (!first) return;
      queueStore.set(queue);
      playNext(first.id);
      router.push(addressOf(first));
    }, toastError('Not played'));
  const append = (): void =>
    void items().then((found) => {
      const before = queueStore.get();
      queueStore.set(before.items.length === 0 ? queueOf('Selection', found) : withMore(before, found));
      showToast({
        kind: 'good',
        message: `${plural(found.length, 'video')} put into the queue`,
        action: { label: 'Undo', run: () => queueStore.set(before) },
      });
      clear();
    }, toastError('Not put into the queue'));
  return (
    <>
      <Button size="small" onClick={play}>
        <Play /> Play
      </Button>
      <MenuButton
        label="Queue, playlist or join"
        className="grid h-8 place-items-center rounded-md border border-line bg-raised px-2.5 hover:border-edge/70 pointer-coarse:h-11"
        items={[
          { label: 'Put into the queue', onSelect: append },
          { label: 'Put into a playlist', onSelect: () => setKeeping(true) },
          ...(mayEdit ? [{ label: 'Join into one file …', onSelect: () => setJoining(true) }] : []),
        ]}
      >
        <ListPlus className="size-4" aria-hidden />
      </MenuButton>
      <BulkActions {...props} />
      <GenerateActions {...props} />
      {joining ? <JoinDialog items={items} onClose={() => setJoining(false)} onDone={clear} /> : null}
      {keeping ? <AddToPlaylist items={items} onClose={() => setKeeping(false)} onDone={clear} /> : null}
    </>
  );
}
