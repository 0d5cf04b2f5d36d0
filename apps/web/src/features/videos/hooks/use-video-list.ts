'use client';

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { VideoSort } from '@reelm/contracts';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useEffect, useMemo } from 'react';
import { hasCode } from '@/lib/api';
import { listVideos, videoKeys, type VideoListFilter } from '../api/videos-api';

const filterInUrl = {
  q: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(VideoSort.options).withDefault('-added'),
};

/** What is searched for and in which order; it lives in the address, so a link or Back brings it again. */
export const useVideoFilter = () => useQueryStates(filterInUrl, { history: 'replace', scroll: false });

export function useVideoList(filter: VideoListFilter) {
  const client = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: videoKeys.list(filter),
    queryFn: ({ pageParam, signal }) => listVideos(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { error } = list;
  const { q, sort } = filter;
  useEffect(() => {
    // The list changed under its page address: begin again from the top.
    if (hasCode(error, 'cursor.invalid')) void client.resetQueries({ queryKey: videoKeys.list({ q, sort }) });
  }, [error, client, q, sort]);
  const cards = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { ...list, cards, total: list.data?.pages[0]?.total ?? null };
}
