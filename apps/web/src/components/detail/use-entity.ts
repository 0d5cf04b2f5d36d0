'use client';

import type { NamedKind } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { detailKey, useEdit, type EditControl } from '@/components/edit/use-edit';
import { getEntity, keyOf, pageOf, updateEntity, type Entities } from '@/components/entity-api';

export const entityQuery = <K extends NamedKind>(kind: K, id: string) => ({
  queryKey: detailKey(keyOf(kind), id),
  queryFn: ({ signal }: { signal: AbortSignal }) => getEntity(kind, id, signal),
});

/** The entity of a page. The address of one that was merged leads on to where it went. */
export function useEntity<K extends NamedKind>(kind: K, id: string) {
  const router = useRouter();
  const query = useQuery(entityQuery(kind, id));
  const found = query.data?.id;
  const name = query.data?.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Reelm`;
  }, [name]);
  useEffect(() => {
    if (found !== undefined && found !== id) router.replace(pageOf(kind, found));
  }, [router, kind, found, id]);
  return query;
}

/** Fields by which an entity stands above or below others, whose pages show it too. */
const inOthers = ['name', 'parentId', 'parentIds', 'groups'];

export const useEntityEdit = <K extends NamedKind>(kind: K, entity: Entities[K]): EditControl<Entities[K]> =>
  useEdit<Entities[K]>(
    { key: keyOf(kind), save: (id, patch, version) => updateEntity(kind, id, patch, version), affectsOthers: inOthers },
    entity,
  );
