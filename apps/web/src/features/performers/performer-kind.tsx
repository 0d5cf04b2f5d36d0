'use client';

import { entityHttp, listHttp, searchHttp, type PerformerCard as Item } from '@reelm/contracts';
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
  saveFavourite(client, 'performers', id, favourite, () => call(entityHttp.updatePerformer, { params: { id }, body: { favourite } }));

const PerformerCard = memo(function PerformerCard(props: CardProps<Item>) {
  const { item } = props;
  return (
    <EntityCard
      kind="performer"
      card={props}
      aside={item.disambiguation}
      onFavourite={(client, favourite) => favour(client, item.id, favourite)}
    >
      {[item.country, item.birthDate?.slice(0, 4)].filter(Boolean).join(' · ')}
    </EntityCard>
  );
});

const PerformerPreview = memo(function PerformerPreview(props: CardProps<Item>) {
  return <EntityPreview kind="performer" card={props} />;
});

export const performerKind: ListKind<Item> = {
  kind: 'performer',
  ...entityKinds.performer,
  key: 'performers',
  list: (query, signal) => call(listHttp.listPerformers, { query }, { signal }),
  facets: (q, signal) => call(searchHttp.performerFacets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(searchHttp.performerBuckets, { query }, { signal }),
  sort: 'name',
  hrefOf: ({ id }) => entityAddress('performer', id),
  shape: { ratio: 2 / 3, width: 158, text: { full: 76, title: 30 } },
  Card: PerformerCard,
  Preview: PerformerPreview,
  columns: () => import('./performer-columns').then((module) => module.performerColumns),
  Empty: () => (
    <NoItems kind="performer">Performers are the people in your videos. Add one here, or pick new names while you edit a video.</NoItems>
  ),
  Actions: () => <NewEntityButton kind="performer" />,
  SelectionActions: BulkActions,
};
