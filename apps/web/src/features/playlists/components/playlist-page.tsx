'use client';

import type { Playlist, PlaylistItem } from '@reelm/contracts';
import { ListVideo, MonitorPlay, Play, Search, Shuffle, Trash2, Users } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { EditableText } from '@/components/edit/editable-text';
import { OrderedList } from '@/components/queue/ordered-list';
import { addressOf, queued, queueOf, shuffled, type Queued } from '@/components/queue/queue';
import { playNext, queueStore } from '@/components/queue/store';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Button, buttonLook } from '@/components/ui/button';
import { hasCode } from '@/lib/api';
import { searchAddress } from '@/lib/addresses';
import { showToast } from '@/lib/toast';
import { isKept, usePlaylist } from '../hooks/use-playlists';
import { ClipTimes } from './clip-times';
import { contentsOf } from './playlists-page';

const MediaLinkDialog = dynamic(() => import('@/components/media-links/media-link-dialog').then((module) => module.MediaLinkDialog), {
  ssr: false,
});
const Confirm = dynamic(() => import('@/components/ui/confirm').then((module) => module.Confirm), { ssr: false });

const NameText = z.string().trim().min(1).max(300);
const DetailsText = z.string().max(20_000);

/** One playlist: what it plays, in an order that its owner changes. */
export function PlaylistPage({ id }: { id: string }) {
  const control = usePlaylist(id);
  const { playlist, items } = control;
  if (hasCode(playlist.error, 'playlist.not_found', 'request.invalid'))
    return (
      <EmptyState
        icon={ListVideo}
        page
        title="This playlist does not exist"
        action={
          <Link href="/playlists" className={buttonLook()}>
            All playlists
          </Link>
        }
      >
        <p>It was deleted, or its owner does not share it.</p>
      </EmptyState>
    );
  if (playlist.error) return <ErrorState page error={playlist.error} retry={() => void playlist.refetch()} />;
  return (
    <div className="mx-auto grid w-full max-w-5xl grid-cols-[minmax(0,1fr)] gap-5 px-4 pt-5 pb-16 sm:px-6">
      {playlist.data ? (
        <Head playlist={playlist.data} items={items.data} control={control} />
      ) : (
        <SkeletonRows rows={1} label="Loading the playlist" />
      )}
      {items.error ? <ErrorState error={items.error} retry={() => void items.refetch()} /> : null}
      {items.data && playlist.data ? (
        <Items playlist={playlist.data} items={items.data} control={control} />
      ) : items.error ? null : (
        <SkeletonRows rows={5} label="Loading the videos" className="h-16" />
      )}
    </div>
  );
}

const queuedOf = ({ video, title, startSeconds, endSeconds }: PlaylistItem): Queued =>
  queued({ ...video, name: title ?? video.name }, { startSeconds, endSeconds });

/** Plays them one after the other, from one of them on. */
function usePlay(name: string) {
  const router = useRouter();
  return (items: readonly PlaylistItem[], from = 0): void => {
    const queue = queueOf(name, items.map(queuedOf));
    const first = queue.items[from];
    if (!first) return;
    queueStore.set(queue);
    playNext(first.id);
    router.push(addressOf(first));
  };
}

interface HeadProps {
  playlist: Playlist;
  items: readonly PlaylistItem[] | undefined;
  control: ReturnType<typeof usePlaylist>;
}

function Head({ playlist, items = [], control }: HeadProps) {
  const { name, details, mine, shared, search, owner } = playlist;
  const router = useRouter();
  const play = usePlay(name);
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);
  const remove = (): void =>
    control.remove.mutate(undefined, {
      onSuccess: () => {
        showToast({ kind: 'good', message: `${name} is deleted` });
        router.push('/playlists');
      },
    });
  return (
    <header className="grid gap-3">
      <EditableText name="Name" value={name} schema={NameText} mayEdit={mine} onSave={(text) => text && control.change({ name: text })}>
        <h1 className="text-xl font-semibold tracking-tight break-words">{name}</h1>
      </EditableText>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        {search ? (
          <Link
            href={searchAddress('video', search.q, search.sort)}
            className="flex min-w-0 items-center gap-1.5 rounded hover:text-accent"
          >
            <Search className="size-4 shrink-0" aria-hidden /> <span className="truncate">{contentsOf(playlist)}</span>
          </Link>
        ) : (
          contentsOf(playlist)
        )}
        {mine ? null : <span>by {owner}</span>}
      </p>
      <EditableText
        name="Details"
        value={details}
        schema={DetailsText}
        multiline
        mayEdit={mine}
        onSave={(text) => control.change({ details: text })}
      >
        {details ? <p className="text-sm leading-relaxed break-words whitespace-pre-line">{details}</p> : null}
      </EditableText>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={items.length === 0} onClick={() => play(items)}>
          <Play /> Play
        </Button>
        <Button disabled={items.length === 0} onClick={() => play(shuffled(items))}>
          <Shuffle /> Shuffle
        </Button>
        <Button disabled={items.length === 0} onClick={() => setExporting(true)} aria-haspopup="dialog">
          <MonitorPlay /> Export as M3U
        </Button>
        {mine ? (
          <>
            <Button aria-pressed={shared} onClick={() => control.change({ shared: !shared })}>
              <Users className={shared ? 'text-accent' : undefined} /> {shared ? 'Shared' : 'Share'}
            </Button>
            <Button look="danger" onClick={() => setDeleting(true)} aria-haspopup="dialog">
              <Trash2 /> Delete
            </Button>
          </>
        ) : null}
      </div>
      {exporting ? (
        <MediaLinkDialog
          title={`Export ${name} as M3U`}
          target={{ kind: 'playlist', playlistId: playlist.id }}
          onClose={() => setExporting(false)}
        />
      ) : null}
      {deleting ? (
        <Confirm
          open
          onOpenChange={setDeleting}
          title={`Delete ${name}?`}
          description="Its videos stay where they are."
          action="Delete"
          onConfirm={remove}
          busy={control.remove.isPending}
          error={control.remove.error}
        />
      ) : null}
    </header>
  );
}

function Items({ playlist, items, control }: HeadProps & { items: readonly PlaylistItem[] }) {
  const play = usePlay(playlist.name);
  if (items.length === 0)
    return (
      <p className="text-sm text-muted">
        {playlist.search
          ? 'The search finds nothing at present.'
          : 'Nothing is in it yet. Choose videos in a list, and put them into this playlist.'}
      </p>
    );
  const changes = playlist.mine && playlist.search === null;
  const rows = items.map((item, at) => ({ ...queuedOf(item), key: item.id ?? String(at), item, at }));
  return (
    <OrderedList
      label={`Videos of ${playlist.name}`}
      items={rows}
      open={({ name, at }, className) => (
        <button type="button" className={className} onClick={() => play(items, at)}>
          {name}
        </button>
      )}
      onMove={changes ? ({ item }, to) => isKept(item) && control.move(item, to) : undefined}
      onRemove={changes ? ({ item }) => isKept(item) && control.takeOut(item) : undefined}
      extra={
        changes
          ? ({ item }) => (isKept(item) ? <ClipTimes item={item} onSave={(patch) => control.clip({ item: item.id, patch })} /> : null)
          : undefined
      }
    />
  );
}
