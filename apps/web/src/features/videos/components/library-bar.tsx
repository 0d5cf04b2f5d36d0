'use client';

import type { VideoSort } from '@reelm/contracts';
import { ArrowDownWideNarrow, ArrowUpNarrowWide, Grid2x2, Grid3x3 } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { minColumns } from '@/lib/grid';

type SortField = 'added' | 'name' | 'date' | 'duration' | 'rating' | 'size' | 'resolution';
const sortNames: Record<SortField, string> = {
  added: 'Added',
  name: 'Name',
  date: 'Date',
  duration: 'Duration',
  rating: 'Rating',
  size: 'File size',
  resolution: 'Resolution',
};
const sortFields = Object.keys(sortNames) as SortField[];

const fieldOf = (sort: VideoSort): SortField => sort.replace(/^-/, '') as SortField;
/** Names are read from A; of all else the most, the longest or the newest is wanted first. */
const firstDirection = (field: SortField): VideoSort => (field === 'name' ? 'name' : `-${field}`);
const reversed = (sort: VideoSort): VideoSort => (sort.startsWith('-') ? fieldOf(sort) : `-${fieldOf(sort)}`);

interface LibraryBarProps {
  heading: string;
  sort: VideoSort;
  onSort: (sort: VideoSort) => void;
  columns: number;
  mostColumns: number;
  onColumns: (columns: number) => void;
}

export function LibraryBar({ heading, sort, onSort, columns, mostColumns, onColumns }: LibraryBarProps) {
  const descending = sort.startsWith('-');
  return (
    <div className="flex min-h-14 items-center gap-1 py-2">
      <h1 className="min-w-0 flex-1 truncate text-sm text-muted tabular-nums" aria-live="polite">
        {heading}
      </h1>
      <label className="flex items-center gap-2 text-sm">
        <span className="sr-only">Sort by</span>
        <select
          value={fieldOf(sort)}
          onChange={(event) => onSort(firstDirection(event.target.value as SortField))}
          className="h-9 rounded-md bg-transparent px-2 text-ink hover:bg-raised pointer-coarse:h-11"
        >
          {sortFields.map((field) => (
            <option key={field} value={field} className="bg-panel text-ink">
              {sortNames[field]}
            </option>
          ))}
        </select>
      </label>
      <IconButton
        label={descending ? 'Sorted downwards; turn around' : 'Sorted upwards; turn around'}
        onClick={() => onSort(reversed(sort))}
      >
        {descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
      </IconButton>
      <label className="ml-1 flex items-center gap-2 text-muted max-sm:hidden">
        <span className="sr-only">Columns</span>
        <Grid2x2 className="size-4" aria-hidden />
        <input
          type="range"
          min={minColumns}
          max={mostColumns}
          value={columns}
          onChange={(event) => onColumns(Number(event.target.value))}
          aria-valuetext={`${columns} columns`}
          className="w-28 cursor-pointer pointer-coarse:h-11"
        />
        <Grid3x3 className="size-4" aria-hidden />
      </label>
      <IconButton label="Videos per row" className="sm:hidden" onClick={() => onColumns(columns >= mostColumns ? minColumns : columns + 1)}>
        {columns > minColumns ? <Grid3x3 /> : <Grid2x2 />}
      </IconButton>
    </div>
  );
}
