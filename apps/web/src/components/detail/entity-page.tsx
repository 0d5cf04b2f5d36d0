'use client';

import type { NamedKind } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EditConflict } from '@/components/edit/edit-conflict';
import type { EditControl } from '@/components/edit/use-edit';
import type { Entities } from '@/components/entity-api';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Skeleton } from '@/components/states';
import { cn } from '@/lib/cn';
import { DetailPage } from './detail-page';
import { pictureLook } from './pictures';
import { entityQuery, useEntityEdit } from './use-entity';

interface EntityPageProps<K extends NamedKind> {
  kind: K;
  id: string;
  /** The page, once it is here. */
  children: (entity: Entities[K], editing: EditControl<Entities[K]>) => ReactNode;
}

/** The page of a performer, studio, tag or group: what all of them have while it comes, fails, or is in conflict. */
export function EntityPage<K extends NamedKind>({ kind, id, children }: EntityPageProps<K>) {
  return (
    <DetailPage<Entities[K]> kind={kind} id={id} query={useQuery(entityQuery(kind, id))} skeleton={<HeadSkeleton kind={kind} />}>
      {(entity) => <Loaded key={entity.id} kind={kind} entity={entity} page={children} />}
    </DetailPage>
  );
}

const HeadSkeleton = ({ kind }: { kind: NamedKind }) => (
  <div className="flex gap-4 px-4 pt-5 sm:gap-7 sm:px-6">
    <Skeleton className={cn('shrink-0', pictureLook[kind].width, pictureLook[kind].shape)} />
    <div className="grid flex-1 content-start gap-3">
      <Skeleton className="h-8 w-72 max-w-full" />
      <Skeleton className="h-5 w-48 max-w-full" />
      <Skeleton className="h-24 w-full max-w-3xl sm:h-40" />
    </div>
  </div>
);

interface LoadedProps<K extends NamedKind> {
  kind: K;
  entity: Entities[K];
  page: EntityPageProps<K>['children'];
}

function Loaded<K extends NamedKind>({ kind, entity, page }: LoadedProps<K>) {
  const editing = useEntityEdit(kind, entity);
  return (
    <div className="pb-12">
      {editing.conflict ? (
        <div className="px-4 pt-4 sm:px-6">
          <EditConflict
            what={entityKinds[kind].one}
            entity={entity}
            patch={editing.conflict.patch}
            shown={editing.conflict.shown}
            onMine={editing.keepMine}
            onTheirs={editing.keepTheirs}
          />
        </div>
      ) : null}
      {page(entity, editing)}
    </div>
  );
}
