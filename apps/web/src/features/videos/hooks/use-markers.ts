'use client';

import type { Marker } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Fields } from '@/components/edit/values';
import { inverseOf } from '@/components/edit/values';
import { showToast, toastError } from '@/lib/toast';
import { videoKeys } from '../api/videos-api';
import { createMarker, markersKey, markersOf, removeMarker, updateMarker } from '../api/markers-api';

const inOrder = (markers: readonly Marker[]): Marker[] => markers.toSorted((a, b) => a.startSeconds - b.startSeconds);

/** What a new marker needs to be like one that was deleted. */
const copyOf = (marker: Marker) => ({
  videoId: marker.video.id,
  startSeconds: marker.startSeconds,
  endSeconds: marker.endSeconds,
  title: marker.title,
  primaryTagId: marker.primaryTag?.id ?? null,
  tagIds: marker.tags.map(({ id }) => id),
  performerIds: marker.performers.map(({ id }) => id),
});

/** The markers of a video: made, changed and deleted, each with a way back. */
export function useMarkers(videoId: string) {
  const client = useQueryClient();
  const key = markersKey(videoId);
  const show = (change: (markers: readonly Marker[]) => readonly Marker[]): void => {
    client.setQueryData<Marker[]>(key, (now) => now && inOrder(change(now)));
  };
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: ['markers', 'list'] });
    void client.invalidateQueries({ queryKey: videoKeys.detail(videoId) });
  };
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => markersOf(videoId, signal) });
  const create = useMutation({
    mutationFn: createMarker,
    onSuccess: (marker) => {
      show((markers) => [...markers, marker]);
      showToast({ kind: 'good', message: 'Marker added', action: { label: 'Undo', run: () => remove.mutate(marker) } });
    },
    onSettled: refresh,
  });
  const update = useMutation({
    mutationFn: ({ marker, patch, version }: { marker: Marker; patch: Fields; version?: number }) =>
      updateMarker(marker.id, patch, version ?? marker.version),
    onSuccess: (saved, { marker, patch }) => {
      show((markers) => markers.map((each) => (each.id === saved.id ? saved : each)));
      const back = inverseOf(marker, patch);
      showToast({
        kind: 'good',
        message: 'Marker saved',
        action: {
          label: 'Undo',
          run: () => void updateMarker(saved.id, back, saved.version).then(refresh, toastError('Not undone')),
        },
      });
    },
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (marker: Marker) => removeMarker(marker.id),
    onMutate: (marker) => show((markers) => markers.filter(({ id }) => id !== marker.id)),
    onSuccess: (_, marker) =>
      showToast({ kind: 'good', message: 'Marker deleted', action: { label: 'Undo', run: () => create.mutate(copyOf(marker)) } }),
    onError: toastError('Not deleted'),
    onSettled: refresh,
  });
  return { ...query, create: create.mutateAsync, update: update.mutateAsync, remove: remove.mutate };
}
