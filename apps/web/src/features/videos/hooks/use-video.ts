'use client';

import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Video, VideoCard, VideoUpdate } from '@reelm/contracts';
import { saveFavourite } from '@/components/list/favourite';
import { hasCode } from '@/lib/api';
import { showToast, toastError } from '@/lib/toast';
import { analyzeVideo, getVideo, updateVideo, videoKeys } from '../api/videos-api';
import { patchCards, storeVideo } from './video-cache';

export const useVideo = (id: string) => useQuery({ queryKey: videoKeys.detail(id), queryFn: ({ signal }) => getVideo(id, signal) });

export const prefetchVideo = (client: QueryClient, id: string): Promise<void> =>
  client.prefetchQuery({ queryKey: videoKeys.detail(id), queryFn: ({ signal }) => getVideo(id, signal), staleTime: 30_000 });

interface Edit {
  patch: VideoUpdate;
  /** What changes, for the note that offers Undo: `Title saved`. */
  done: string;
}

type Undoable = Pick<Video, 'title' | 'details' | 'date' | 'rating' | 'favourite' | 'organised'>;

/** The present values of the fields that a patch is about to change. */
export const inverseOf = (video: Undoable, patch: VideoUpdate): VideoUpdate =>
  Object.fromEntries((Object.keys(patch) as (keyof Undoable)[]).map((field) => [field, video[field]]));

const applied = <T extends VideoCard>(card: T, patch: VideoUpdate, fileName: string | null): T => {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const name = patch.title === undefined ? card.name : (patch.title ?? fileName ?? card.name);
  return { ...card, ...given, name };
};

/** The file's name without its folders and ending: what a video without a title is called. */
const fileNameOf = (video: Video): string | null =>
  video.files[0]?.path
    .split('/')
    .at(-1)
    ?.replace(/\.[^.]+$/, '') ?? null;

/**
 * Edits that show at once, are saved only on the version that they were made on, and can be undone.
 * A conflict leaves `conflict` with what the user wanted, while the page shows what is saved.
 */
export function useEditVideo(video: Video) {
  const client = useQueryClient();
  const key = videoKeys.detail(video.id);
  const mutation = useMutation({
    mutationFn: ({ patch }: Edit) => updateVideo(video.id, patch, client.getQueryData<Video>(key)?.version ?? video.version),
    scope: { id: `video-${video.id}` },
    onMutate: async ({ patch }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Video>(key) ?? video;
      client.setQueryData(key, applied(before, patch, fileNameOf(before)));
      patchCards(client, video.id, (card) => applied(card, patch, fileNameOf(before)));
      return { before };
    },
    onSuccess: (saved, { patch, done }, { before }) => {
      storeVideo(client, saved);
      const undo = { patch: inverseOf(before, patch), done: 'Undone' };
      showToast({
        kind: 'good',
        message: done,
        ...(done === 'Undone' ? {} : { action: { label: 'Undo', run: () => mutation.mutate(undo) } }),
      });
    },
    onError: (error, _edit, context) => {
      if (context) storeVideo(client, context.before);
      void client.invalidateQueries({ queryKey: key });
      if (!hasCode(error, 'request.conflict')) toastError('Not saved')(error);
    },
  });
  const conflict = hasCode(mutation.error, 'request.conflict') ? (mutation.variables ?? null) : null;
  return {
    edit: (patch: VideoUpdate, done: string) => mutation.mutate({ patch, done }),
    conflict,
    /** Saves the user's own values over the newer ones, now knowing them. */
    keepMine: () => conflict && mutation.mutate(conflict),
    keepTheirs: () => mutation.reset(),
  };
}

/** The heart on a card. */
export const favourVideo = (client: QueryClient, id: string, favourite: boolean): void =>
  saveFavourite(client, videoKeys.all, id, favourite, async () => storeVideo(client, await updateVideo(id, { favourite })));

export const useAnalyzeVideo = () =>
  useMutation({
    mutationFn: analyzeVideo,
    onSuccess: () => showToast({ kind: 'good', message: 'Covers and previews are being made again' }),
    onError: toastError('Not started'),
  });
