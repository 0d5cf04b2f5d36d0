'use client';

import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { patchItems } from '@/components/list/list-data';
import type { Item } from '@/components/list/kind';
import { hasCode } from '@/lib/api';
import { showToast, toastError } from '@/lib/toast';
import { inverseOf, preview, type Fields } from './values';

/** Under which key the page of one entity keeps it; `key` is that of its lists. */
export const detailKey = (key: string, id: string) => [key, 'detail', id] as const;

interface Versioned extends Item {
  version: number;
}

/** How entities of a kind are changed. */
export interface Editing<T extends Versioned> {
  /** First part of the keys under which its lists and pages are kept. */
  key: string;
  save: (id: string, patch: Fields, version: number) => Promise<T>;
  /** What else follows from a change before it is saved, as the name that a video has without a title. */
  follow?: (entity: T, patch: Fields) => Partial<T>;
  /** Fields of a change that others of the kind show too, as their parents. */
  affectsOthers?: readonly string[];
}

export interface Edit<T> {
  patch: Fields;
  /** What the entity shows for the ids of the change, until the server tells. */
  shown?: Partial<T> | undefined;
  /** What the note says that offers Undo: `Title saved`. */
  done: string;
  /** Version that the change was made on; left out, the one that is shown. */
  version?: number | undefined;
  /** A form shows its troubles itself. */
  inForm?: boolean;
}

/** Puts an entity into its page and into every list that shows it. */
export function storeEntity<T extends Item>(client: QueryClient, key: string, entity: T): void {
  client.setQueryData(detailKey(key, entity.id), entity);
  const fields = entity as unknown as Fields;
  patchItems<Item>(
    client,
    key,
    entity.id,
    (card) =>
      Object.fromEntries(Object.entries(card).map(([name, value]) => [name, name in fields ? fields[name] : value])) as unknown as Item,
  );
}

/**
 * Edits that show at once, are saved only on the version that they were made on, and can be undone. A conflict leaves `conflict` with what
 * the user wanted, while the page shows what is saved.
 */
export function useEdit<T extends Versioned>({ key, save, follow, affectsOthers = [] }: Editing<T>, entity: T) {
  const client = useQueryClient();
  const place = detailKey(key, entity.id);
  const latest = (): T => client.getQueryData<T>(place) ?? entity;
  const mutation = useMutation({
    mutationFn: ({ patch, version }: Edit<T>) => save(entity.id, patch, version ?? latest().version),
    scope: { id: `${key}-${entity.id}` },
    onMutate: async ({ patch, shown, inForm }) => {
      await client.cancelQueries({ queryKey: place });
      const before = latest();
      if (!inForm) storeEntity(client, key, { ...preview(before, patch, shown), ...follow?.(before, patch) });
      return { before };
    },
    onSuccess: (saved, { patch, done }, { before }) => {
      storeEntity(client, key, saved);
      if (affectsOthers.some((field) => field in patch)) void client.invalidateQueries({ queryKey: [key, 'detail'] });
      const undo: Edit<T> = { patch: inverseOf(before as unknown as Fields, patch), shown: shownOf(before, saved), done: 'Undone' };
      showToast({
        kind: 'good',
        message: done,
        ...(done === 'Undone' ? {} : { action: { label: 'Undo', run: () => mutation.mutate(undo) } }),
      });
    },
    onError: (error, { inForm }, context) => {
      if (context && !inForm) storeEntity(client, key, context.before);
      void client.invalidateQueries({ queryKey: place });
      if (!inForm && !hasCode(error, 'request.conflict')) toastError('Not saved')(error);
    },
  });
  const failed = hasCode(mutation.error, 'request.conflict') ? (mutation.variables ?? null) : null;
  const conflict = failed?.inForm ? null : failed;
  return {
    edit: (edit: Edit<T>) => mutation.mutate(edit),
    /** For a form: rejects where it is not saved. */
    save: (edit: Edit<T>): Promise<T> => mutation.mutateAsync({ ...edit, inForm: true }),
    conflict,
    /** Saves the user's own values over the newer ones, now knowing them. */
    keepMine: () => conflict && mutation.mutate({ ...conflict, version: undefined }),
    keepTheirs: () => mutation.reset(),
  };
}

/** What was shown before of all that a change altered. */
function shownOf<T extends object>(before: T, after: T): Partial<T> {
  const then = before as unknown as Fields;
  const changed = Object.entries(after).filter(
    ([name, value]) => name !== 'version' && JSON.stringify(then[name]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed.map(([name]) => [name, then[name]])) as Partial<T>;
}

export type EditControl<T extends Versioned> = ReturnType<typeof useEdit<T>>;
