'use client';

import type { Studio, Tag } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getEntity, keyOf, updateEntity } from '@/components/entity-api';
import { showToast, toastError } from '@/lib/toast';
import { movedParents } from './tree-model';

export type TreeKind = 'studio' | 'tag';
export type TreeEntity = Studio | Tag;

interface Move {
  id: string;
  name: string;
  /** The one below which it stands where it was taken; a tag may stand below several. */
  from: string | null;
  to: { id: string; name: string };
}

const parentsOf = (entity: TreeEntity): string[] =>
  'parents' in entity ? entity.parents.map(({ id }) => id) : entity.parent ? [entity.parent.id] : [];

const patchOf = (kind: TreeKind, parents: readonly string[]): Record<string, unknown> =>
  kind === 'tag' ? { parentIds: parents } : { parentId: parents[0] ?? null };

/** Moves a studio or tag below another one. The server refuses a circle, and says through whom. */
export function useMove(kind: TreeKind) {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: [keyOf(kind)] });
  const put = async (id: string, parents: readonly string[]): Promise<void> => {
    await updateEntity(kind, id, patchOf(kind, parents));
    refresh();
  };
  return useMutation({
    mutationFn: async ({ id, from, to }: Move) => {
      const now: TreeEntity = await getEntity(kind, id);
      const before = parentsOf(now);
      const after = kind === 'tag' ? movedParents(before, from, to.id) : [to.id];
      await updateEntity(kind, id, patchOf(kind, after), now.version);
      return before;
    },
    onSuccess: (before, { id, name, to }) =>
      showToast({
        kind: 'good',
        message: `${name} stands below ${to.name} now`,
        action: { label: 'Undo', run: () => void put(id, before).catch(toastError('Not undone')) },
      }),
    onError: toastError('Not moved'),
    onSettled: refresh,
  });
}
