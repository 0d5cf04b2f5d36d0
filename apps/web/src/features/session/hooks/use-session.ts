'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { User } from '@reelm/contracts';
import { useRouter, useSearchParams } from 'next/navigation';
import { returnAddress } from '@/lib/return-address';
import { toastError } from '@/lib/toast';
import { getSetupState, getUser, sessionKeys, setUp, signIn, signOut } from '../api/session-api';

export const useCurrentUser = () =>
  useQuery({ queryKey: sessionKeys.user, queryFn: ({ signal }) => getUser(signal), staleTime: 5 * 60_000 });

export const useSetupState = () => useQuery({ queryKey: sessionKeys.setup, queryFn: ({ signal }) => getSetupState(signal), staleTime: 0 });

/** Goes on to where the user wanted to be, with nothing left of whoever was here before. */
function useEnter(): (user: User) => void {
  const client = useQueryClient();
  const router = useRouter();
  const search = useSearchParams();
  return (user) => {
    client.clear();
    client.setQueryData(sessionKeys.user, user);
    router.replace(returnAddress(search.get('next')));
  };
}

export const useSignIn = () => useMutation({ mutationFn: signIn, onSuccess: useEnter() });
export const useSetUp = () => useMutation({ mutationFn: setUp, onSuccess: useEnter() });

export function useSignOut() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      router.replace('/sign-in');
      client.clear();
    },
    onError: toastError('You are still signed in'),
  });
}
