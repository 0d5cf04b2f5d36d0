'use client';

import { entityHttp, listHttp, searchHttp, type TagCard as Item } from '@reelm/contracts';
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
  saveFavourite(client, 'tags', id, favourite, () => call(entityHttp.updateTag, { params: { id }, body: { favourite } }));

const TagCard = memo(function TagCard(props: CardProps<Item>) {
  const { item } = props;
  return (
    <EntityCard kind="tag" card={props} onFavourite={(client, favourite) => favour(client, item.id, favourite)}>
      {item.parents.map(({ name }) => name).join(', ')}
    </EntityCard>
  );
});

const TagPreview = memo(function TagPreview(props: CardProps<Item>) {
  return <EntityPreview kind="tag" card={props} />;
});

export const tagKind: ListKind<Item> = {
  kind: 'tag',
  ...entityKinds.tag,
  key: 'tags',
  list: (query, signal) => call(listHttp.listTags, { query }, { signal }),
  facets: (q, signal) => call(searchHttp.tagFacets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(searchHttp.tagBuckets, { query }, { signal }),
  sort: 'name',
  hrefOf: ({ id }) => entityAddress('tag', id),
  shape: { ratio: 16 / 9, width: 190, text: { full: 76, title: 30 } },
  Card: TagCard,
  Preview: TagPreview,
  columns: () => import('./tag-columns').then((module) => module.tagColumns),
  Empty: () => (
    <NoItems kind="tag">
      Tags say what a video is about. A tag can stand below others, and finds what is tagged with those below it.
    </NoItems>
  ),
  Actions: () => (
    <>
      <TreeLink kind="tag" />
      <NewEntityButton kind="tag" />
    </>
  ),
  SelectionActions: BulkActions,
};
