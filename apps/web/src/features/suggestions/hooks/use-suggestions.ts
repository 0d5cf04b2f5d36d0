'use client';

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';
import {
  createRule,
  decide,
  deleteRule,
  findSuggestions,
  listRules,
  suggestionKeys,
  suggestionsOf,
  summary,
  type Decision,
} from '../api/suggestions-api';

export const useSummary = () =>
  useInfiniteQuery({
    queryKey: suggestionKeys.summary,
    queryFn: ({ pageParam, signal }) => summary(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const useSuggestionsOf = (entityId: string) =>
  useInfiniteQuery({
    queryKey: suggestionKeys.of(entityId),
    queryFn: ({ pageParam, signal }) => suggestionsOf(entityId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

/** Accepts or rejects. What was accepted shows on the videos; what was rejected is never suggested again. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSuccess: ({ decided, job }, { decision }: Decision) =>
      showToast({
        kind: 'good',
        message: `${plural(decided, 'suggestion')} ${decision === 'accept' ? 'accepted' : 'rejected'}`,
        ...(job ? { detail: 'The others follow as a job.' } : {}),
      }),
    onError: toastError('Not decided'),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: suggestionKeys.all });
      void client.invalidateQueries({ queryKey: ['videos'] });
    },
  });
}

export const useFindSuggestions = () =>
  useMutation({
    mutationFn: findSuggestions,
    onSuccess: () => showToast({ kind: 'good', message: 'Paths are being looked through', detail: 'What is found appears here.' }),
    onError: toastError('Not started'),
  });

export const useRules = () => useQuery({ queryKey: suggestionKeys.rules, queryFn: ({ signal }) => listRules(signal) });

function useRefreshRules(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: suggestionKeys.rules });
}

export function useCreateRule() {
  return useMutation({
    mutationFn: createRule,
    onSuccess: ({ name }) => showToast({ kind: 'good', message: `Rule ${name} added` }),
    onSettled: useRefreshRules(),
  });
}

export const useDeleteRule = () =>
  useMutation({ mutationFn: deleteRule, onError: toastError('Not removed'), onSettled: useRefreshRules() });
