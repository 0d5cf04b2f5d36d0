'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { ListFilter } from '@/components/list/kind';
import { rememberAsked } from '@/components/queue/asked';
import { MenuButton } from '@/components/ui/menu-button';
import { toastError } from '@/lib/toast';

const NameDialog = dynamic(() => import('@/components/playlists/name-dialog').then((module) => module.NameDialog), { ssr: false });

const MediaLinkDialog = dynamic(() => import('@/components/media-links/media-link-dialog').then((module) => module.MediaLinkDialog), {
  ssr: false,
});

/** Plays what is listed. It also keeps what was asked for: there the player takes a random next video from. */
export function VideoListActions({ filter }: { filter: ListFilter }) {
  const router = useRouter();
  const { q, sort } = filter;
  const [open, setOpen] = useState<'keep' | 'export' | null>(null);
  const close = (): void => setOpen(null);
  useEffect(() => rememberAsked(q), [q]);
  const play = (how: 'all' | 'shuffled' | 'random'): void =>
    void import('./play-list')
      .then(({ playList }) => playList(filter, how, (address) => router.push(address)))
      .catch(toastError('Not played'));
  return (
    <>
      <MenuButton
        label="Play these videos"
        className="grid size-9 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink aria-expanded:bg-raised pointer-coarse:size-11"
        items={[
          { label: 'Play all', onSelect: () => play('all') },
          { label: 'Play all, shuffled', onSelect: () => play('shuffled') },
          { label: 'Play a random one', onSelect: () => play('random') },
          { label: 'Keep as a playlist', onSelect: () => setOpen('keep') },
          { label: 'Export as M3U …', onSelect: () => setOpen('export') },
        ]}
      >
        <Play className="size-4.5" aria-hidden />
      </MenuButton>
      {open === 'keep' ? <NameDialog search={{ q, sort }} onMade={({ id }) => router.push(`/playlists/${id}`)} onClose={close} /> : null}
      {open === 'export' ? <MediaLinkDialog title="Export as M3U" target={{ kind: 'search', q, sort }} onClose={close} /> : null}
    </>
  );
}
