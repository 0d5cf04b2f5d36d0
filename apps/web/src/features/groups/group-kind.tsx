'use client';

import { entityHttp, listHttp, searchHttp, type GroupCard as Item } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { BulkActions } from '@/components/bulk/bulk-actions';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EntityCard, EntityPreview } from '@/components/list/entity-card';
import type { CardProps, ListKind } from '@/components/list/kind';
import { NewEntityButton } from '@/components/list/new-entity-button';
import { NoItems } from '@/components/list/no-items';
import { saveFavourite } from '@/components/list/favourite';
import { call } from '@/lib/api';
import { entityAddress } from '@/lib/addresses';

const favour = (client: QueryClient, id: string, favourite: boolean): void =>
  saveFavourite(client, 'groups', id, favourite, () => call(entityHttp.updateGroup, { params: { id }, body: { favourite } }));

const GroupCard = memo(function GroupCard(props: CardProps<Item>) {
  const { item } = props;
  return (
    <EntityCard kind="group" card={props} onFavourite={(client, favourite) => favour(client, item.id, favourite)}>
      {[item.date?.slice(0, 4), item.studio?.name].filter(Boolean).join(' · ')}
    </EntityCard>
  );
});

const GroupPreview = memo(function GroupPreview(props: CardProps<Item>) {
  return <EntityPreview kind="group" card={props} />;
});

export const groupKind: ListKind<Item> = {
  kind: 'group',
  ...entityKinds.group,
  key: 'groups',
  list: (query, signal) => call(listHttp.listGroups, { query }, { signal }),
  facets: (q, signal) => call(searchHttp.groupFacets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(searchHttp.groupBuckets, { query }, { signal }),
  sort: 'name',
  hrefOf: ({ id }) => entityAddress('group', id),
  shape: { ratio: 2 / 3, width: 158, text: { full: 76, title: 30 } },
  Card: GroupCard,
  Preview: GroupPreview,
  columns: () => import('./group-columns').then((module) => module.groupColumns),
  Empty: () => <NoItems kind="group">Groups hold videos in an order: the parts of a series, the discs of a film.</NoItems>,
  Actions: () => <NewEntityButton kind="group" />,
  SelectionActions: BulkActions,
};
