'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';
import { cancelJob, deleteDeadLetter, jobKeys, pauseQueue, replayDeadLetter, retryJob } from '../api/jobs-api';

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: jobKeys.all });
}

export const useCancelJob = () => useMutation({ mutationFn: cancelJob, onSettled: useRefresh(), onError: toastError('Not cancelled') });
export const useRetryJob = () => useMutation({ mutationFn: retryJob, onSettled: useRefresh(), onError: toastError('Not started again') });

/** Tries many again, a few at a time, and says how it went. */
export function useRetryAll() {
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const results = [];
      for (let at = 0; at < ids.length; at += 6) results.push(...(await Promise.allSettled(ids.slice(at, at + 6).map(retryJob))));
      return results.filter(({ status }) => status === 'rejected').length;
    },
    onSuccess: (refused, ids) => {
      const started = plural(ids.length - refused, 'job');
      showToast(
        refused === 0
          ? { kind: 'good', message: `${started} started again` }
          : { kind: 'bad', message: `${started} started again, ${refused} refused` },
      );
    },
    onSettled: useRefresh(),
  });
}

export const usePauseQueue = () =>
  useMutation({
    mutationFn: ({ kind, paused }: { kind: string; paused: boolean }) => pauseQueue(kind, paused),
    onSettled: useRefresh(),
    onError: toastError('Not changed'),
  });

export const useReplayDeadLetter = () =>
  useMutation({ mutationFn: replayDeadLetter, onSettled: useRefresh(), onError: toastError('Not delivered again') });
export const useDeleteDeadLetter = () =>
  useMutation({ mutationFn: deleteDeadLetter, onSettled: useRefresh(), onError: toastError('Not dropped') });
