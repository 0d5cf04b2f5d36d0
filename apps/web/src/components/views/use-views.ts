'use client';

import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { EntityKind, SavedView } from '@reelm/contracts';
import { useLayoutEffect, useRef, useState } from 'react';
import { showToast, toastError } from '@/lib/toast';
import { createView, deleteView, listViews, updateView, viewKeys, type NewView, type ViewChange } from './views-api';

/** All saved views of the user; there are few. */
export const useViews = () => useQuery({ queryKey: viewKeys.all, queryFn: ({ signal }) => listViews(signal) });

/** A page that is opened without saying what it shall show, shows the user's default view of its kind. */
export function useDefaultView(kind: EntityKind, show: (view: SavedView, step: 'replace') => void, enabled: boolean): void {
  const { data } = useViews();
  const [bare] = useState(() => enabled && window.location.search === '');
  const done = useRef(false);
  useLayoutEffect(() => {
    if (!bare || !data || done.current) return;
    done.current = true;
    const view = data.find((other) => other.kind === kind && other.isDefault);
    // Whoever began to search meanwhile is not taken elsewhere.
    if (view && window.location.search === '') show(view, 'replace');
  }, [bare, data, kind, show]);
}

const patch = (client: QueryClient, change: (views: readonly SavedView[]) => readonly SavedView[]): void =>
  void client.setQueryData<readonly SavedView[]>(viewKeys.all, (views) => views && change(views));

/** Changes of saved views. What is made or deleted can be undone. */
export function useViewChanges() {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: viewKeys.all });
  const create = useMutation({
    mutationFn: createView,
    onSuccess: (view) => {
      patch(client, (views) => [...views, view]);
      showToast({ kind: 'good', message: `“${view.name}” saved` });
    },
    onSettled: refresh,
  });
  const update = useMutation({
    mutationFn: ({ id, body }: { id: string; body: ViewChange; done: string }) => updateView(id, body),
    onSuccess: (view, { done }) => {
      patch(client, (views) => views.map((other) => (other.id === view.id ? view : other)));
      showToast({ kind: 'good', message: done });
    },
    onError: toastError('The view was not changed'),
    onSettled: refresh,
  });
  const restore = useMutation({ mutationFn: createView, onError: toastError('The view did not come back'), onSettled: refresh });
  const remove = useMutation({
    mutationFn: (view: SavedView) => deleteView(view.id),
    onMutate: ({ id }) => patch(client, (views) => views.filter((view) => view.id !== id)),
    onSuccess: (_, view) =>
      showToast({
        kind: 'good',
        message: `“${view.name}” deleted`,
        action: { label: 'Undo', run: () => restore.mutate(newViewOf(view)) },
      }),
    onError: toastError('The view was not deleted'),
    onSettled: refresh,
  });
  return { create, update, remove };
}

const newViewOf = ({ kind, name, q, sort, layout, isDefault, pinned, place }: SavedView): NewView => ({
  kind,
  name,
  q,
  sort,
  layout,
  isDefault,
  pinned,
  place,
});
