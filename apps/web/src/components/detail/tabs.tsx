'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';

export interface DetailTab {
  id: string;
  label: string;
  count?: number | undefined;
  /** False where more are there than are counted. */
  exact?: boolean;
}

/** Which tab of a page is open: the address says, else it is the first. */
export function useTab(tabs: readonly DetailTab[]): string {
  const wanted = useSearchParams().get('tab');
  return tabs.find(({ id }) => id === wanted)?.id ?? tabs[0]?.id ?? '';
}

/** Parts of a page below its head. Each is a link, so Back and a shared link lead to it; a list in it begins afresh. */
export function DetailTabs({ label, tabs, current }: { label: string; tabs: readonly DetailTab[]; current: string }) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="mx-4 flex gap-1 overflow-x-auto border-b border-line sm:mx-6">
      {tabs.map(({ id, label: name, count, exact = true }, place) => (
        <Link
          key={id}
          href={place === 0 ? pathname : `${pathname}?tab=${id}`}
          scroll={false}
          aria-current={id === current ? 'page' : undefined}
          className={cn(
            'flex h-10 shrink-0 items-center gap-2 border-b-2 px-3 text-sm font-medium -outline-offset-2 hover:text-ink pointer-coarse:h-11',
            id === current ? 'border-accent text-ink' : 'border-transparent text-muted',
          )}
        >
          {name}
          {count === undefined ? null : (
            <span className="text-xs font-normal text-muted tabular-nums">
              {formatCount(count)}
              {exact ? '' : '+'}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
