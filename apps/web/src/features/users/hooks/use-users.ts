'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf, User, userHttp } from '@reelm/contracts';
import { showToast, toastError } from '@/lib/toast';
import { createUser, deleteUser, listUsers, updateUser, userKeys } from '../api/users-api';

export const useUsers = (enabled: boolean) => useQuery({ queryKey: userKeys.all, queryFn: ({ signal }) => listUsers(signal), enabled });

function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: userKeys.all });
}

export const useCreateUser = () =>
  useMutation({
    mutationFn: createUser,
    onSuccess: (user) => showToast({ kind: 'good', message: `${user.username} added` }),
    onSettled: useRefresh(),
  });

export const useUpdateUser = () =>
  useMutation({
    mutationFn: ({ id, body }: { id: string; body: BodyOf<typeof userHttp.updateUser> }) => updateUser(id, body),
    onSuccess: (user) => showToast({ kind: 'good', message: `${user.username} saved` }),
    onError: toastError('Not saved'),
    onSettled: useRefresh(),
  });

/** What is wrong with the search is said beside it. */
export const useSetContentLimit = () =>
  useMutation({
    mutationFn: ({ user, contentLimit }: { user: User; contentLimit: string | null }) => updateUser(user.id, { contentLimit }),
    onSuccess: ({ username, contentLimit }) =>
      showToast({
        kind: 'good',
        message: contentLimit === null ? `${username} may see everything` : `${username} may see only what answers it`,
      }),
    onSettled: useRefresh(),
  });

export const useDeleteUser = () => useMutation({ mutationFn: deleteUser, onSettled: useRefresh() });
