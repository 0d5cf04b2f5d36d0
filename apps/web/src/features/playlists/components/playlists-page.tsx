'use client';

import type { Playlist } from '@reelm/contracts';
import { ListVideo, Plus, Search, Users } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { formatSpan, plural } from '@/lib/format';
import { usePlaylists } from '../hooks/use-playlists';

const NameDialog = dynamic(() => import('@/components/playlists/name-dialog').then((module) => module.NameDialog), { ssr: false });

/** The playlists of a user, and those that others share. */
export function PlaylistsPage() {
  const { data, error, refetch } = usePlaylists();
  const router = useRouter();
  const [making, setMaking] = useState(false);
  const make = (
    <Button look="primary" onClick={() => setMaking(true)} aria-haspopup="dialog">
      <Plus /> New playlist
    </Button>
  );
  return (
    <Page title="Playlists" intro="Videos and clips to play one after the other." actions={data && data.length > 0 ? make : null} wide>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {data?.length === 0 ? (
        <EmptyState icon={ListVideo} title="No playlists yet" action={make}>
          <p>Choose videos in a list and put them into a playlist, or keep a search as one that is always up to date.</p>
        </EmptyState>
      ) : null}
      {error || data?.length === 0 ? null : (
        <ul aria-label="Playlists" className="grid grid-cols-[repeat(auto-fill,minmax(min(15rem,100%),1fr))] gap-x-4 gap-y-6">
          {data
            ? data.map((playlist) => <Card key={playlist.id} playlist={playlist} />)
            : Array.from({ length: 6 }, (_, at) => (
                <li key={at}>
                  <Skeleton className="aspect-video" />
                  <div className="mt-2 h-11" />
                </li>
              ))}
        </ul>
      )}
      {making ? <NameDialog onMade={({ id }) => router.push(`/playlists/${id}`)} onClose={() => setMaking(false)} /> : null}
    </Page>
  );
}

const Card = ({ playlist }: { playlist: Playlist }) => (
  <li className="group relative">
    <div className="grid aspect-video grid-cols-2 grid-rows-2 gap-px overflow-hidden rounded-md bg-raised">
      {playlist.coverUrls.length === 0 ? (
        <div className="col-span-2 row-span-2 grid place-items-center text-muted">
          {playlist.search ? (
            <Search className="size-7" strokeWidth={1.5} aria-hidden />
          ) : (
            <ListVideo className="size-7" strokeWidth={1.5} aria-hidden />
          )}
        </div>
      ) : (
        playlist.coverUrls.map((url, at) => (
          // A video may stand in it twice.
          <img
            key={`${url} ${at}`}
            src={url}
            alt=""
            loading="lazy"
            className={`picture size-full object-cover ${playlist.coverUrls.length === 1 ? 'col-span-2 row-span-2' : playlist.coverUrls.length < 4 && at === 0 ? 'row-span-2' : ''}`}
          />
        ))
      )}
    </div>
    <Link
      href={`/playlists/${playlist.id}`}
      className="mt-2 line-clamp-1 block text-sm font-medium break-words after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
    >
      {playlist.name}
    </Link>
    <p className="mt-0.5 flex items-center gap-2 text-xs text-muted tabular-nums">
      {contentsOf(playlist)}
      {playlist.shared ? (
        <span className="flex min-w-0 items-center gap-1">
          <Users className="size-3.5 shrink-0" aria-hidden />
          <span className="truncate">{playlist.mine ? 'shared' : playlist.owner}</span>
        </span>
      ) : null}
    </p>
  </li>
);

/** `3 videos · 12 min`, or the search that it is. */
export const contentsOf = ({ items, seconds, search }: Playlist): string =>
  search ? search.q || 'All videos' : `${plural(items ?? 0, 'video')}${seconds ? ` · ${formatSpan(seconds)}` : ''}`;
