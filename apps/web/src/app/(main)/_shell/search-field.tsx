'use client';

import { Search } from 'lucide-react';
import { Keys } from '@/components/keys';
import { useBindings, useShortcuts } from '@/lib/use-shortcuts';
import { useCommands } from './commands';

/** The search of pages that list nothing themselves: it opens the palette, which finds everything. */
export function SearchField() {
  const { openPalette } = useCommands();
  const keys = useBindings()['palette.open'][0];
  useShortcuts({ 'search.focus': openPalette });
  return (
    <button
      type="button"
      onClick={openPalette}
      aria-haspopup="dialog"
      className="flex h-10 min-w-0 flex-1 items-center gap-2.5 rounded-md border border-transparent bg-raised px-3 text-left text-sm text-muted hover:border-line sm:max-w-3xl pointer-coarse:h-11"
    >
      <Search className="size-4.5 shrink-0" aria-hidden />
      <span className="min-w-0 flex-1 truncate">Search everything</span>
      {keys ? (
        <span aria-hidden className="max-sm:hidden pointer-coarse:hidden">
          <Keys keys={keys} />
        </span>
      ) : null}
    </button>
  );
}
