'use client';

import type { Playlist } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ListVideo, Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Queued } from '@/components/queue/queue';
import { ErrorNote, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { plural } from '@/lib/format';
import { showToast } from '@/lib/toast';
import { addItems, createPlaylist, itemsOf, listPlaylists, playlistKeys } from './playlist-api';

interface AddToPlaylistProps {
  /** What is put in; asked for once it is known where to. */
  items: () => Promise<readonly Queued[]>;
  onClose: () => void;
  onDone?: () => void;
}

/** Puts videos into a playlist of one's own, or into a new one. */
export function AddToPlaylist({ items, onClose, onDone }: AddToPlaylistProps) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const { data, error } = useQuery({ queryKey: playlistKeys.list, queryFn: ({ signal }) => listPlaylists(signal) });
  const add = useMutation({
    mutationFn: async (to: Playlist | string) => {
      const found = itemsOf(await items());
      const playlist = typeof to === 'string' ? await createPlaylist({ name: to, items: found }) : await addItems(to.id, found);
      return { playlist, count: found.length };
    },
    onSuccess: ({ playlist, count }) => {
      showToast({ kind: 'good', message: `${plural(count, 'video')} put into ${playlist.name}` });
      onDone?.();
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: playlistKeys.all }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) add.mutate(name.trim());
  };
  const own = data?.filter(({ mine, search }) => mine && search === null);
  return (
    <Dialog open onOpenChange={onClose} title="Put into a playlist">
      <form onSubmit={submit} className="flex items-end gap-2" aria-label="New playlist">
        <div className="min-w-0 flex-1">
          <TextField label="New playlist" value={name} onChange={(event) => setName(event.target.value)} maxLength={300} />
        </div>
        <Button type="submit" look="primary" className="h-10 pointer-coarse:h-11" disabled={!name.trim() || add.isPending}>
          <Plus /> Make
        </Button>
      </form>
      <ErrorNote error={error ?? add.error} className="mt-3" />
      <div className="mt-4">
        {own ? (
          <ul aria-label="Your playlists">
            {own.map((playlist) => (
              <li key={playlist.id}>
                <button
                  type="button"
                  disabled={add.isPending}
                  onClick={() => add.mutate(playlist)}
                  className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-left text-sm hover:bg-raised"
                >
                  <ListVideo className="size-4.5 shrink-0 text-muted" aria-hidden />
                  <span className="min-w-0 flex-1 truncate">{playlist.name}</span>
                  <span className="text-muted tabular-nums">{playlist.items}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : error ? null : (
          <SkeletonRows rows={3} label="Loading the playlists" className="h-11" />
        )}
      </div>
    </Dialog>
  );
}
