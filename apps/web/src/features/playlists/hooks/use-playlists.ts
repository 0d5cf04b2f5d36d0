'use client';

import type { Playlist, PlaylistItem, PlaylistItemUpdate } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { moved } from '@/components/detail/uses';
import {
  addItems,
  arrangeItems,
  deletePlaylist,
  getPlaylist,
  listPlaylists,
  playlistItems,
  playlistKeys,
  removeItem,
  updateItem,
  updatePlaylist,
} from '@/components/playlists/playlist-api';
import { showToast, toastError } from '@/lib/toast';

export const usePlaylists = () => useQuery({ queryKey: playlistKeys.list, queryFn: ({ signal }) => listPlaylists(signal) });

/** One playlist with what can be done to it; all but deleting it shows at once. */
export function usePlaylist(id: string) {
  const client = useQueryClient();
  const playlist = useQuery({ queryKey: playlistKeys.detail(id), queryFn: ({ signal }) => getPlaylist(id, signal) });
  const items = useQuery({ queryKey: playlistKeys.items(id), queryFn: ({ signal }) => playlistItems(id, signal) });
  const refresh = (): void => void client.invalidateQueries({ queryKey: playlistKeys.all });
  const show = (change: (items: readonly PlaylistItem[]) => readonly PlaylistItem[]): void =>
    void client.setQueryData<readonly PlaylistItem[]>(playlistKeys.items(id), (now) => now && change(now));
  const change = useMutation({
    mutationFn: (patch: Parameters<typeof updatePlaylist>[1]) => updatePlaylist(id, patch),
    onSuccess: (saved) => client.setQueryData<Playlist>(playlistKeys.detail(id), saved),
    onError: toastError('Not saved'),
    onSettled: refresh,
  });
  const arrange = useMutation({
    mutationFn: (ordered: readonly { id: string }[]) =>
      arrangeItems(
        id,
        ordered.map((item) => item.id),
      ),
    onError: toastError('Not moved'),
    onSettled: refresh,
  });
  const clip = useMutation({
    mutationFn: ({ item, patch }: { item: string; patch: PlaylistItemUpdate }) => updateItem(id, item, patch),
    onSuccess: (saved) => show((all) => all.map((one) => (one.id === saved.id ? saved : one))),
    onError: toastError('Not saved'),
    onSettled: refresh,
  });
  const takeOut = useMutation({
    mutationFn: (item: Kept) => removeItem(id, item.id),
    onMutate: (item) => show((all) => all.filter((one) => one.id !== item.id)),
    onSuccess: (_, item) =>
      showToast({
        kind: 'good',
        message: `${item.title ?? item.video.name} taken out`,
        action: {
          label: 'Undo',
          run: () =>
            void addItems(id, [
              { videoId: item.video.id, startSeconds: item.startSeconds, endSeconds: item.endSeconds, title: item.title },
            ]).then(refresh, toastError('Not undone')),
        },
      }),
    onError: toastError('Not taken out'),
    onSettled: refresh,
  });
  const remove = useMutation({ mutationFn: () => deletePlaylist(id), onSettled: refresh });
  return {
    playlist,
    items,
    change: change.mutate,
    move: (item: Kept, to: number): void => {
      const kept = (items.data ?? []).filter(isKept);
      if (to < 0 || to >= kept.length) return;
      const ordered = moved(kept, item.id, to);
      show(() => ordered);
      arrange.mutate(ordered);
    },
    clip: clip.mutate,
    takeOut: takeOut.mutate,
    remove,
  };
}

/** An item of a playlist that is no search: it has a place of its own. */
export type Kept = PlaylistItem & { id: string };
export const isKept = (item: PlaylistItem): item is Kept => item.id !== null;
