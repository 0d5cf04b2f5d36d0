'use client';

import type { NamedKind } from '@reelm/contracts';
import { detailKey, useEdit, type EditControl } from '@/components/edit/use-edit';
import { getEntity, keyOf, updateEntity, type Entities } from '@/components/entity-api';

export const entityQuery = <K extends NamedKind>(kind: K, id: string) => ({
  queryKey: detailKey(keyOf(kind), id),
  queryFn: ({ signal }: { signal: AbortSignal }) => getEntity(kind, id, signal),
});

/** Fields by which an entity stands above or below others, whose pages show it too. */
const inOthers = ['name', 'parentId', 'parentIds', 'groups'];

export const useEntityEdit = <K extends NamedKind>(kind: K, entity: Entities[K]): EditControl<Entities[K]> =>
  useEdit<Entities[K]>(
    { key: keyOf(kind), save: (id, patch, version) => updateEntity(kind, id, patch, version), affectsOthers: inOthers },
    entity,
  );
