import type { SheetLayout } from '@reelm/contracts';
import { cn } from '@/lib/cn';
import { cellStyle } from '@/lib/sprite';

/** One picture of a sprite sheet, filling its box. All cells of a sheet come from one file, so moving on loads nothing. */
export function SpriteCell({ url, layout, cell, className }: { url: string; layout: SheetLayout; cell: number; className?: string }) {
  return (
    <div
      className={cn('picture bg-black', className)}
      style={{ aspectRatio: `${layout.cellWidth} / ${layout.cellHeight}`, ...cellStyle(layout, url, cell) }}
      aria-hidden
    />
  );
}
