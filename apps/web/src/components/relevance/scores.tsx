'use client';

import type { HitScore } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useMemo, type ReactNode } from 'react';
import type { ListFilter } from '@/components/list/kind';
import { listKeys } from '@/components/list/list-data';

type ScoreOf = (id: string) => HitScore | undefined;

const Scores = createContext<ScoreOf | null>(null);

interface ScoresProviderProps {
  listKey: string;
  filter: ListFilter;
  children: ReactNode;
}

/** Tells the cards of a list that is ordered by relevance where to read their scores: in the pages that are loaded, when somebody asks. */
export function ScoresProvider({ listKey, filter, children }: ScoresProviderProps) {
  const client = useQueryClient();
  const scoreOf = useMemo<ScoreOf | null>(() => {
    if (filter.sort !== 'relevance') return null;
    const queryKey = [...listKeys.pages(listKey), filter];
    return (id) =>
      client
        .getQueriesData<{ scores?: Record<string, HitScore> }>({ queryKey })
        .map(([, page]) => page?.scores?.[id])
        .find((score) => score !== undefined);
  }, [client, listKey, filter]);
  return <Scores value={scoreOf}>{children}</Scores>;
}

/** Null in a list of another order. */
export const useScores = (): ScoreOf | null => use(Scores);
