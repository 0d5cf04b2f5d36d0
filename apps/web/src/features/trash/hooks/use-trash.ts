'use client';

import { editingHttp } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refreshLists } from '@/components/list/list-data';
import { call } from '@/lib/api';
import { showToast, toastError } from '@/lib/toast';

const trashKey = ['trash'] as const;

export const useTrash = (allowed: boolean) =>
  useQuery({ queryKey: trashKey, queryFn: ({ signal }) => call(editingHttp.listTrash, {}, { signal }), enabled: allowed });

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
