'use client';

import type { NamedKind } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { keyOf, removeEntity, type Entity } from '@/components/entity-api';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { refreshLists } from '@/components/list/list-data';
import { Confirm } from '@/components/ui/confirm';
import { showToast } from '@/lib/toast';
import { detailKey } from '@/components/edit/use-edit';
import { listed, usesOf } from './uses';

interface DeleteDialogProps {
  kind: NamedKind;
  entity: Entity;
  onClose: () => void;
}

/** Says what goes with it and what stays, before anything is deleted. */
export function DeleteDialog({ kind, entity, onClose }: DeleteDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const key = keyOf(kind);
  const { one } = entityKinds[kind];
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => removeEntity(kind, entity.id),
    onSuccess: () => {
      router.push(`/${key}`);
      client.removeQueries({ queryKey: detailKey(key, entity.id) });
      void refreshLists(client, key);
      // Whatever had it shows it no longer.
      void client.invalidateQueries({ queryKey: ['videos'] });
      showToast({ kind: 'good', message: `${entity.name} deleted` });
    },
  });
  const uses = usesOf(kind, entity);
  const pictures = entity.pictures.length;
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={`Delete ${entity.name}?`}
      description={
        <>
          The {one} with all that is written about it{pictures > 0 ? ` and its ${pictures === 1 ? 'picture' : `${pictures} pictures`}` : ''}{' '}
          is deleted; this cannot be undone. {uses.length > 0 ? `It is taken off ${listed(uses)}, which stay.` : 'Nothing uses it.'} To keep
          what is known, merge it into another {one} instead.
        </>
      }
      action={`Delete ${one}`}
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    />
  );
}
