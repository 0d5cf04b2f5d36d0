'use client';

import type { BulkEdit } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { undoBulkEdit } from '@/components/edit/item-api';
import type { ListKind } from '@/components/list/kind';
import { plural } from '@/lib/format';
import { showToast, toastError } from '@/lib/toast';

/** Offers to take a bulk edit back, and lets everything that shows its items read them again. */
export function useBulkUndo({ key, one, many }: Pick<ListKind, 'key' | 'one' | 'many'>) {
  const client = useQueryClient();
  const refresh = (): void => void client.invalidateQueries({ queryKey: [key] });
  const undo = (id: string): void =>
    void undoBulkEdit(id).then((undone) => {
      refresh();
      const { state, kept } = undone;
      showToast({
        kind: 'good',
        message: state === 'undone' ? 'Undone' : 'Being undone',
        detail: kept > 0 ? `${plural(kept, one, many)} stay: somebody changed them since.` : undefined,
      });
    }, toastError('Not undone'));
  const offerUndo = ({ id, changed }: Pick<BulkEdit, 'id' | 'changed'>): void => {
    showToast({ kind: 'good', message: `${plural(changed, one, many)} changed`, action: { label: 'Undo', run: () => undo(id) } });
  };
  return { offerUndo, undo, refresh };
}
