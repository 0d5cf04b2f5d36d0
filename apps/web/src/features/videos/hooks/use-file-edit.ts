'use client';

import type { FileEditPlanRequest, FileEditRequest, TimeRange, Video } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { refreshLists } from '@/components/list/list-data';
import { hasCode } from '@/lib/api';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';
import { createPart, deletePart, editFile, planFileEdit } from '../api/editing-api';
import { videoKeys } from '../api/videos-api';

export type EditRequest = z.input<typeof FileEditRequest>;
type Planned = Pick<z.input<typeof FileEditPlanRequest>, 'fileId' | 'edit'>;
const planKey = (videoId: string, kind: string, request: Planned | null) => [...videoKeys.detail(videoId), kind, request];

/** What an edit would make; nothing is asked while there is none. A file that is still being looked through is asked for again. */
export function useEditPlan(videoId: string, request: Planned | null) {
  return useQuery({
    queryKey: planKey(videoId, 'file-edit', request),
    queryFn: ({ signal }) => planFileEdit(videoId, request ?? { edit: { kind: 'audio' } }, signal),
    enabled: request !== null,
    // What another kind of edit costs says nothing about this one.
    placeholderData: (before, query) => {
      const asked = query?.queryKey.at(-1) as Planned | null | undefined;
      return asked?.edit.kind === request?.edit.kind ? before : undefined;
    },
    staleTime: 60_000,
    retry: (count, error) => count < 10 && hasCode(error, 'edit.not_indexed'),
  });
}

/** The same by some seconds that are converted, once one says so; it ends when one leaves, or chooses something else. */
export function useEditSample(videoId: string, request: Planned | null) {
  const client = useQueryClient();
  const queryKey = planKey(videoId, 'file-edit-sample', request);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => planFileEdit(videoId, { ...(request ?? { edit: { kind: 'audio' } }), sample: true }, signal),
    enabled: false,
    retry: false,
  });
  return { data, error, isTrying: isFetching, start: () => void refetch(), stop: () => void client.cancelQueries({ queryKey }) };
}

/** Starts an edit; its results are videos of their own when they are there. */
export function useStartEdit(videoId: string, onStarted: () => void) {
  return useMutation({
    mutationFn: (request: EditRequest) => editFile(videoId, request),
    onSuccess: ({ videoIds }) => {
      showToast({
        kind: 'good',
        message: videoIds.length > 1 ? `${plural(videoIds.length, 'new video')} in the making` : 'In the making',
        detail: 'See how far it is under Jobs. You can go on meanwhile.',
      });
      onStarted();
    },
  });
}

const unmake = async (ids: readonly string[]): Promise<void> => {
  for (const id of ids) await deletePart(id);
};

/** Makes videos of ranges of a file; the file stays as it is. */
export function useMakeParts(video: Video, fileId: string, onMade: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (parts: readonly TimeRange[]) => {
      const offset = video.part?.startSeconds ?? 0;
      const made: string[] = [];
      try {
        for (const [at, { startSeconds, endSeconds }] of parts.entries()) {
          const title = video.title === null || parts.length === 1 ? video.title : `${video.title} (${at + 1})`;
          const range = { startSeconds: offset + startSeconds, endSeconds: offset + endSeconds };
          made.push((await createPart({ fileId, ...range, title, videoId: video.id })).id);
        }
      } catch (error) {
        // All of them or none.
        await unmake(made);
        throw error;
      }
      return made;
    },
    onSuccess: (made) => {
      showToast({
        kind: 'good',
        message: `${plural(made.length, 'new video')} of ranges of this file`,
        action: {
          label: 'Undo',
          run: () =>
            void unmake(made)
              .catch(toastError('Not all were taken back'))
              .then(() => refreshLists(client, videoKeys.all)),
        },
      });
      onMade();
    },
    onSettled: () => refreshLists(client, videoKeys.all),
  });
}
