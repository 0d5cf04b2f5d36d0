'use client';

import type { Marker } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Fields } from '@/components/edit/values';
import { inverseOf } from '@/components/edit/values';
import { plural } from '@/lib/format';
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

/** What of a patch can be shown before the server has answered. */
const shownOf = ({ startSeconds, endSeconds, title }: Fields): Partial<Marker> => ({
  ...(typeof startSeconds === 'number' ? { startSeconds } : {}),
  ...(typeof endSeconds === 'number' || endSeconds === null ? { endSeconds } : {}),
  ...(typeof title === 'string' ? { title, name: title } : {}),
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
  /** Several at once, as a file holds them; taken back together. */
  const createMany = useMutation({
    mutationFn: async (given: readonly (Fields & { startSeconds: number })[]) => {
      const made: Marker[] = [];
      // One after the other: they come back in the order of the film.
      for (const fields of given) made.push(await createMarker({ ...fields, videoId }));
      return made;
    },
    onSuccess: (made) =>
      showToast({
        kind: 'good',
        message: `${plural(made.length, 'marker')} added`,
        action: {
          label: 'Undo',
          run: () => void Promise.all(made.map(({ id }) => removeMarker(id))).then(refresh, toastError('Not undone')),
        },
      }),
    onError: toastError('Not all were added'),
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
  /** An edit in place; what was refused is said and seen at once. */
  const change = (marker: Marker, patch: Fields): void => {
    show((markers) => markers.map((each) => (each.id === marker.id ? { ...each, ...shownOf(patch) } : each)));
    update.mutate({ marker, patch }, { onError: toastError('Not saved') });
  };
  return { ...query, create: create.mutateAsync, createMany: createMany.mutate, change, remove: remove.mutate };
}
