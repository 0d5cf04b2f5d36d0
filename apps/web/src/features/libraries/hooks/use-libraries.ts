'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf, libraryHttp } from '@reelm/contracts';
import { showToast, toastError } from '@/lib/toast';
import { createLibrary, deleteLibrary, listFolders, listLibraries, scanLibrary, updateLibrary } from '../api/libraries-api';
import { libraryKeys } from '../api/library-keys';

export const useLibraries = () => useQuery({ queryKey: libraryKeys.all, queryFn: ({ signal }) => listLibraries(signal) });

export const useFolders = (path: string, enabled: boolean) =>
  useQuery({
    queryKey: libraryKeys.folders(path),
    queryFn: ({ signal }) => listFolders(path, signal),
    enabled,
    staleTime: 5_000,
    placeholderData: (previous) => previous,
  });

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: libraryKeys.all });
}

export const useCreateLibrary = () =>
  useMutation({
    mutationFn: createLibrary,
    onSuccess: (library) =>
      showToast({ kind: 'good', message: `${library.name} added`, detail: 'It is being scanned; its videos appear as they are found.' }),
    onSettled: useRefresh(),
  });

export const useUpdateLibrary = () =>
  useMutation({
    mutationFn: ({ id, body }: { id: string; body: BodyOf<typeof libraryHttp.updateLibrary> }) => updateLibrary(id, body),
    onSuccess: (library) => showToast({ kind: 'good', message: `${library.name} saved` }),
    onSettled: useRefresh(),
  });

export const useDeleteLibrary = () =>
  useMutation({
    mutationFn: ({ id, purge }: { id: string; purge: boolean }) => deleteLibrary(id, purge),
    onSuccess: () => showToast({ kind: 'good', message: 'Library removed' }),
    onSettled: useRefresh(),
  });

export const useScanLibrary = () =>
  useMutation({
    mutationFn: ({ id, confirmLoss = false }: { id: string; confirmLoss?: boolean }) => scanLibrary(id, confirmLoss),
    onSuccess: (job) => showToast({ kind: 'good', message: 'Scan started', detail: job.label }),
    onError: toastError('The scan did not start'),
    onSettled: useRefresh(),
  });
