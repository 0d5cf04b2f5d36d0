'use client';

import { editingHttp, jobs, type TrashSettings } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refreshLists } from '@/components/list/list-data';
import { call } from '@/lib/api';
import { useLiveEvent } from '@/lib/live';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';

const trashKey = ['trash'] as const;
const settingsKey = ['trash-settings'] as const;
const trashJobs: readonly string[] = [jobs.emptyTrash.kind, jobs.placeFiles.kind];

/** What is in the trash, also while a job empties it or puts an original there. */
export function useTrash(allowed: boolean) {
  const client = useQueryClient();
  useLiveEvent('job', ({ job }) => {
    if (job.state === 'succeeded' && trashJobs.includes(job.kind)) void client.invalidateQueries({ queryKey: trashKey });
  });
  return useQuery({ queryKey: trashKey, queryFn: ({ signal }) => call(editingHttp.listTrash, {}, { signal }), enabled: allowed });
}

export function useTrashSettings(allowed: boolean) {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: settingsKey,
    queryFn: ({ signal }) => call(editingHttp.getTrashSettings, {}, { signal }),
    enabled: allowed,
  });
  const { mutate, isPending } = useMutation({
    mutationFn: (body: TrashSettings) => call(editingHttp.updateTrashSettings, { body }),
    onSuccess: (settings) => {
      client.setQueryData(settingsKey, settings);
      const { keepDays } = settings;
      showToast({
        kind: 'good',
        message: keepDays === null ? 'Files stay until somebody deletes them' : `Files are deleted after ${plural(keepDays, 'day')}`,
      });
    },
    onError: toastError('Not saved'),
  });
  return { settings: data, change: mutate, isSaving: isPending };
}

export const useEmptyTrash = (onStarted: () => void) =>
  useMutation({
    mutationFn: (until: string) => call(editingHttp.emptyTrash, { body: { until } }),
    onSuccess: () => {
      showToast({ kind: 'good', message: 'The trash is being emptied', detail: 'See how far it is under Jobs.' });
      onStarted();
    },
  });

export function useRestore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(editingHttp.restoreTrashed, { params: { id }, body: {} }),
    onSuccess: ({ path }) => showToast({ kind: 'good', message: `${path} is back` }),
    onError: toastError('Not put back'),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: trashKey }), refreshLists(client, 'videos')]),
  });
}

export function usePurge(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(editingHttp.purgeTrashed, { params: { id } }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: trashKey }),
  });
}
