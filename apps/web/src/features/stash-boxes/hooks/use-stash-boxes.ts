'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf, stashBoxHttp } from '@reelm/contracts';
import { showToast, toastError } from '@/lib/toast';
import { checkStashBox, createStashBox, deleteStashBox, listStashBoxes, stashBoxKeys, updateStashBox } from '../api/stash-boxes-api';

export const useStashBoxes = (enabled: boolean) =>
  useQuery({ queryKey: stashBoxKeys.all, queryFn: ({ signal }) => listStashBoxes(signal), enabled });

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: stashBoxKeys.all });
}

export const useCheckStashBox = () =>
  useMutation({ mutationFn: checkStashBox, onError: toastError('The check did not run'), onSettled: useRefresh() });

interface Saved {
  id?: string;
  body: BodyOf<typeof stashBoxHttp.createStashBox>;
}

/** Adds or changes a stash-box; an empty key leaves the one that is stored. */
export const useSaveStashBox = () =>
  useMutation({
    mutationFn: ({ id, body }: Saved) => {
      if (id === undefined) return createStashBox(body);
      const { apiKey, ...rest } = body;
      return updateStashBox(id, apiKey ? body : rest);
    },
    onSuccess: (box) => showToast({ kind: 'good', message: `${box.name} saved` }),
    onSettled: useRefresh(),
  });

export const useDeleteStashBox = () => useMutation({ mutationFn: deleteStashBox, onSettled: useRefresh() });
