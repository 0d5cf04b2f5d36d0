'use client';

import dynamic from 'next/dynamic';
import { useSyncExternalStore } from 'react';
import type { Filter } from '@/components/filter/use-filter';
import type { ListKind } from './kind';

const Facets = dynamic(() => import('./facets').then((module) => module.Facets), { ssr: false });
const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

const wide = '(min-width: 64rem)';
const watchWidth = (changed: () => void): (() => void) => {
  const media = window.matchMedia(wide);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
};
const useIsWide = (): boolean =>
  useSyncExternalStore(
    watchWidth,
    () => window.matchMedia(wide).matches,
    () => true,
  );

interface FacetsDrawerProps {
  kind: ListKind;
  q: string;
  filter: Filter;
  onClose: () => void;
}

/** The facets beside the list; where there is no room, in a window above it. */
export function FacetsDrawer({ kind, q, filter, onClose }: FacetsDrawerProps) {
  const isWide = useIsWide();
  const facets = <Facets kind={kind} q={q} filter={filter} />;
  if (!isWide)
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title="Narrow down">
        {facets}
      </Dialog>
    );
  return (
    <aside
      aria-label="Facets"
      className="sticky top-15 -ml-2 h-[calc(100dvh-3.75rem)] w-60 shrink-0 self-start overflow-y-auto pt-1 pr-4 pb-6"
    >
      {facets}
    </aside>
  );
}
