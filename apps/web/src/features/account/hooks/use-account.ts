'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@/lib/toast';
import { accountKeys, changePassword, createApiKey, deleteApiKey, listApiKeys } from '../api/account-api';

export const useChangePassword = () =>
  useMutation({
    mutationFn: changePassword,
    onSuccess: () => showToast({ kind: 'good', message: 'Password changed', detail: 'All your other sessions have ended.' }),
  });

export const useApiKeys = () => useQuery({ queryKey: accountKeys.apiKeys, queryFn: ({ signal }) => listApiKeys(signal) });

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: accountKeys.apiKeys });
}

export const useCreateApiKey = () => useMutation({ mutationFn: createApiKey, onSettled: useRefresh(), gcTime: 0 });
export const useDeleteApiKey = () => useMutation({ mutationFn: deleteApiKey, onSettled: useRefresh() });
