'use client';

import type { Total } from '@reelm/contracts';
import { X } from 'lucide-react';
import { IconButton, Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import type { ListKind } from './kind';
import { countSelected, isAll, type Selection } from './selection';
import type { SelectionControl } from './use-selection';

interface SelectionBarProps {
  kind: ListKind;
  q: string;
  sort: string;
  total: Total | null;
  control: SelectionControl;
}

/** What can be done with what is chosen; it stands over the list as long as anything is. */
export function SelectionBar({ kind, q, sort, total, control: { selection, selectAll, clear } }: SelectionBarProps) {
  const count = countSelected(selection, total);
  const { SelectionActions } = kind;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="fixed inset-x-3 bottom-[calc(4.25rem+env(safe-area-inset-bottom))] z-40 mx-auto flex max-w-3xl animate-[rise_140ms_ease-out] flex-wrap items-center gap-2 rounded-lg border border-line bg-panel py-2 pr-2 pl-4 shadow-2xl sm:bottom-5"
    >
      <p role="status" className="mr-auto text-sm font-medium tabular-nums">
        {counted(selection, count, total)} selected
      </p>
      {SelectionActions ? <SelectionActions kind={kind} selection={selection} q={q} sort={sort} count={count} clear={clear} /> : null}
      {isAll(selection) ? null : (
        <Button look="quiet" size="small" onClick={selectAll} aria-keyshortcuts="Control+A Meta+A">
          All {total ? `${formatCount(total.count)}${total.exact ? '' : '+'}` : ''}
        </Button>
      )}
      <IconButton label="Select nothing" aria-keyshortcuts="Escape" onClick={clear}>
        <X />
      </IconButton>
    </div>
  );
}

function counted(selection: Selection, count: number | null, total: Total | null): string {
  if (count !== null) return `${isAll(selection) ? 'All ' : ''}${formatCount(count)}`;
  const left = selection.all && selection.except.size > 0 ? ` but ${formatCount(selection.except.size)}` : '';
  return `All ${formatCount(total?.count ?? 0)}+${left}`;
}
