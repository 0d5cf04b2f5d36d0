'use client';

import { listHttp } from '@reelm/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { LayoutGrid } from 'lucide-react';
import { keyOf } from '@/components/entity-api';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { NewEntityButton } from '@/components/list/new-entity-button';
import { Page } from '@/components/page';
import { ErrorState, SkeletonRows } from '@/components/states';
import { Button, ButtonLink } from '@/components/ui/button';
import { searchAddress } from '@/lib/addresses';
import { call } from '@/lib/api';
import { NothingIn } from './nothing-in';
import { TreeRows, type TreeCard } from './tree';
import type { TreeKind } from './use-move';

const pageSize = 200;

const roots = (kind: TreeKind, cursor: string | null, signal: AbortSignal): Promise<{ items: TreeCard[]; nextCursor: string | null }> => {
  const query = { q: 'parent:none', sort: 'name', limit: pageSize, ...(cursor === null ? {} : { cursor }) };
  return kind === 'tag' ? call(listHttp.listTags, { query }, { signal }) : call(listHttp.listStudios, { query }, { signal });
};

/** All studios or tags as a tree, from those that stand below nothing. */
export function TreePage({ kind }: { kind: TreeKind }) {
  const { many } = entityKinds[kind];
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [keyOf(kind), 'list', 'tree'],
    queryFn: ({ pageParam, signal }) => roots(kind, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const cards = data?.pages.flatMap(({ items }) => items);
  return (
    <Page
      title={`Tree of ${many}`}
      intro={`What has one of the ${many} is found by those above it, too: each row tells its own videos, and those of all below it.`}
      actions={
        <>
          <ButtonLink size="small" href={searchAddress(kind, '')}>
            <LayoutGrid /> All {many}
          </ButtonLink>
          <NewEntityButton kind={kind} />
        </>
      }
    >
      <div className="grid gap-3">
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
        {!cards && !error ? <SkeletonRows rows={6} label={`Loading the ${many}`} className="h-11" /> : null}
        {cards?.length === 0 ? <NothingIn kind={kind}>What you make stands here, each below the one that it belongs to.</NothingIn> : null}
        {cards && cards.length > 0 ? <TreeRows kind={kind} cards={cards} parent={null} label={`All ${many}`} /> : null}
        {hasNextPage ? (
          <Button className="justify-self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            More
          </Button>
        ) : null}
      </div>
    </Page>
  );
}
