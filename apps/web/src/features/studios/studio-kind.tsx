'use client';

import { entityHttp, listHttp, searchHttp, type StudioCard as Item } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { BulkActions } from '@/components/bulk/bulk-actions';
import { TreeLink } from '@/components/detail/tree-link';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EntityCard, EntityPreview } from '@/components/list/entity-card';
import type { CardProps, ListKind } from '@/components/list/kind';
import { NewEntityButton } from '@/components/list/new-entity-button';
import { NoItems } from '@/components/list/no-items';
import { saveFavourite } from '@/components/list/favourite';
import { call } from '@/lib/api';
import { entityAddress } from '@/lib/addresses';

const favour = (client: QueryClient, id: string, favourite: boolean): void =>
  saveFavourite(client, 'studios', id, favourite, () => call(entityHttp.updateStudio, { params: { id }, body: { favourite } }));

const StudioCard = memo(function StudioCard(props: CardProps<Item>) {
  const { item } = props;
  return (
    <EntityCard kind="studio" card={props} onFavourite={(client, favourite) => favour(client, item.id, favourite)}>
      {item.parent?.name}
    </EntityCard>
  );
});

const StudioPreview = memo(function StudioPreview(props: CardProps<Item>) {
  return <EntityPreview kind="studio" card={props} />;
});

export const studioKind: ListKind<Item> = {
  kind: 'studio',
  ...entityKinds.studio,
  key: 'studios',
  list: (query, signal) => call(listHttp.listStudios, { query }, { signal }),
  facets: (q, signal) => call(searchHttp.studioFacets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(searchHttp.studioBuckets, { query }, { signal }),
  sort: 'name',
  hrefOf: ({ id }) => entityAddress('studio', id),
  shape: { ratio: 16 / 9, width: 210, text: { full: 76, title: 30 } },
  Card: StudioCard,
  Preview: StudioPreview,
  columns: () => import('./studio-columns').then((module) => module.studioColumns),
  Empty: () => <NoItems kind="studio">Studios are who made your videos; a studio can belong to another one.</NoItems>,
  Actions: () => (
    <>
      <TreeLink kind="studio" />
      <NewEntityButton kind="studio" />
    </>
  ),
  SelectionActions: BulkActions,
};
