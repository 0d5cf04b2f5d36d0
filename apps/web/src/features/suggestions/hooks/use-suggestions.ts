'use client';

import type { SuggestionState } from '@reelm/contracts';
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

export const useSummary = (state: SuggestionState) =>
  useInfiniteQuery({
    queryKey: suggestionKeys.summary(state),
    queryFn: ({ pageParam, signal }) => summary(state, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const useSuggestionsOf = (state: SuggestionState, entityId: string) =>
  useInfiniteQuery({
    queryKey: suggestionKeys.of(state, entityId),
    queryFn: ({ pageParam, signal }) => suggestionsOf(state, entityId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

const done: Record<Decision['decision'], string> = { accept: 'accepted', reject: 'rejected', reopen: 'reopened' };

/** Decides. What was accepted shows on the videos; what was rejected is not suggested again, unless that is undone. */
export function useDecide() {
  const client = useQueryClient();
  const refresh = (): void => {
    void client.invalidateQueries({ queryKey: suggestionKeys.all });
    void client.invalidateQueries({ queryKey: ['videos'] });
  };
  // Not a mutation of its own: the row that asked is gone by the time that somebody thinks better of it.
  const undo = (ids: string[]): void =>
    void decide({ decision: 'reopen', target: { ids } }).catch(toastError('Not undone')).finally(refresh);
  return useMutation({
    mutationFn: decide,
    onSuccess: ({ ids, job }, { decision }: Decision) =>
      showToast({
        kind: 'good',
        message: `${plural(ids.length, 'suggestion')} ${done[decision]}`,
        // Of many, those that follow are in no answer; the list of what was rejected has them.
        ...(job ? { detail: 'The others follow as a job.' } : {}),
        ...(decision === 'reject' && ids.length > 0 && !job ? { action: { label: 'Undo', run: () => undo(ids) } } : {}),
      }),
    onError: toastError('Not decided'),
    onSettled: refresh,
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
