'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteMediaToken, listMediaTokens, mediaTokenKeys } from '@/components/media-links/media-token-api';
import { showToast } from '@/lib/toast';
import { accountKeys, changePassword, createApiKey, deleteApiKey, listApiKeys } from '../api/account-api';

export const useChangePassword = () =>
  useMutation({
    mutationFn: changePassword,
    onSuccess: () => showToast({ kind: 'good', message: 'Password changed', detail: 'All your other sessions have ended.' }),
  });

export const useApiKeys = () => useQuery({ queryKey: accountKeys.apiKeys, queryFn: ({ signal }) => listApiKeys(signal) });

function useRefresh(queryKey: readonly string[]): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey });
}

export const useCreateApiKey = () => useMutation({ mutationFn: createApiKey, onSettled: useRefresh(accountKeys.apiKeys), gcTime: 0 });
export const useDeleteApiKey = () => useMutation({ mutationFn: deleteApiKey, onSettled: useRefresh(accountKeys.apiKeys) });

export const useMediaTokens = () => useQuery({ queryKey: mediaTokenKeys.all, queryFn: ({ signal }) => listMediaTokens(signal) });
export const useDeleteMediaToken = () => useMutation({ mutationFn: deleteMediaToken, onSettled: useRefresh(mediaTokenKeys.all) });
