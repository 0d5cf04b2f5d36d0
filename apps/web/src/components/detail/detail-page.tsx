'use client';

import type { EntityKind } from '@reelm/contracts';
import { useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EmptyState, ErrorState, NoPermission } from '@/components/states';
import { ButtonLink } from '@/components/ui/button';
import { entityAddress, searchAddress } from '@/lib/addresses';
import { hasCode } from '@/lib/api';

interface DetailPageProps<T> {
  kind: EntityKind;
  /** As the address has it. */
  id: string;
  query: { data: T | undefined; error: Error | null; refetch: () => unknown };
  /** Stands in its place while it comes. */
  skeleton: ReactNode;
  /** The page, once it is here. */
  children: (entity: T) => ReactNode;
}

/** The page of one thing: its name as the title of the window, and what stands there while it comes, where it is not, or was merged. */
export function DetailPage<T extends { id: string; name: string }>({ kind, id, query, skeleton, children }: DetailPageProps<T>) {
  const { data: entity, error, refetch } = query;
  const router = useRouter();
  const found = entity?.id;
  const name = entity?.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Reelm`;
  }, [name]);
  useEffect(() => {
    if (found !== undefined && found !== id) router.replace(entityAddress(kind, found));
  }, [router, kind, found, id]);
  if (entity) return children(entity);
  const { one, many, icon } = entityKinds[kind];
  if (hasCode(error, 'video.not_found', 'entity.not_found', 'request.invalid'))
    return (
      <EmptyState
        icon={icon}
        page
        title={`This ${one} does not exist`}
        action={<ButtonLink href={searchAddress(kind, '')}>All {many}</ButtonLink>}
      >
        <p>It was deleted, or the address is not right.</p>
      </EmptyState>
    );
  if (hasCode(error, 'auth.forbidden')) return <NoPermission needed="viewer" />;
  if (error) return <ErrorState page error={error} title={`The ${one} could not be loaded`} retry={() => void refetch()} />;
  return (
    <div role="status" aria-label={`Loading the ${one}`}>
      {skeleton}
    </div>
  );
}
