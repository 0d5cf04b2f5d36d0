'use client';

import { useQueries } from '@tanstack/react-query';
import type { EntityKind } from '@reelm/contracts';
import { useMemo, useState } from 'react';
import type { ListKind } from '@/components/list/kind';
import { listKeys } from '@/components/list/list-data';
import { useViews } from '@/components/views/use-views';
import { useSettings } from '@/lib/settings';
import { homeRows, type Row, type Rows } from './rows';

/** How each kind is listed and drawn; the kinds are features of their own. */
export type Kinds = Readonly<Partial<Record<EntityKind, ListKind>>>;

/** Enough for the widest screen, and a bit to scroll. */
const perRow = 24;

/** Another shuffle each day, and the same one when one comes back to the page. */
const today = (): number => Math.max(1, Math.floor(Date.now() / 86_400_000));
let lastSeed: number | null = null;

/** The rows of the home page, and the way to another shuffle. */
export function useHomeRows(): { rows: Rows; isPending: boolean; shuffle: () => void } {
  const { home } = useSettings().settings;
  const views = useViews();
  const [seed, setSeed] = useState(() => lastSeed ?? today());
  const { data } = views;
  const rows = useMemo(() => homeRows(home, data ?? [], seed), [home, data, seed]);
  const shuffle = (): void => {
    lastSeed = 1 + Math.floor(Math.random() * 1_000_000);
    setSeed(lastSeed);
  };
  return { rows, isPending: views.isPending, shuffle };
}

/** First items of each row. */
export function useRowItems(rows: readonly Row[], kinds: Kinds) {
  return useQueries({
    queries: rows.map(({ kind, q, sort }) => ({
      queryKey: listKeys.page(kinds[kind]?.key ?? kind, { q, sort, limit: perRow }, null),
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await kinds[kind]?.list({ q, sort, limit: perRow }, signal)) ?? { items: [], nextCursor: null },
    })),
  });
}
