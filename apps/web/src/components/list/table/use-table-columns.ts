'use client';

import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type Header,
  type Updater,
} from '@tanstack/react-table';
import { useLayoutEffect, useMemo, useState } from 'react';
import { clampWidth, resizeColumn, type ColumnLook } from '../columns';
import type { Item } from '../kind';
import type { Room } from '../use-room';
import type { Column } from './column';
import { fitColumns, shownLooks } from './fit-columns';

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, columnSizingFeature, columnResizingFeature });
type Widths = Readonly<Record<string, number>>;

/** The places of a list are no rows of the table's: of a million a few hundred are known, and only those near the window are drawn. */
const noRows: Item[] = [];
const noHeaders: Header<typeof features, Item>[] = [];
const narrowest = 48;

/** Width of the boxes that choose rows, pixels at the usual size of text. */
const boxWidth = 40;

/** Which columns are shown, in which order and how wide; what the user changes is handed to `onColumns` when it is done. */
export function useTableColumns(
  all: readonly Column[],
  chosen: readonly ColumnLook[] | null,
  onColumns: (columns: readonly ColumnLook[]) => void,
  room: Room,
) {
  const looks = useMemo(() => shownLooks(all, chosen), [all, chosen]);
  const box = Math.round(boxWidth * room.scale);
  const fitted = useMemo(() => fitColumns(all, looks, room.width - box, room.scale), [all, looks, room.width, room.scale, box]);
  // While an edge is dragged, and until what came of it is back as the columns' own widths.
  const [dragged, setDragged] = useState<{ from: Widths; widths: Widths } | null>(null);
  const widths = dragged?.from === fitted ? dragged.widths : fitted;

  const columns = useMemo<ColumnDef<typeof features, Item>[]>(
    () => all.map(({ id, label, width }) => ({ id, header: label, size: width, minSize: narrowest })),
    [all],
  );
  const state = useMemo(
    () => ({
      columnOrder: looks.map(({ id }) => id),
      columnVisibility: Object.fromEntries(all.map(({ id }) => [id, looks.some((look) => look.id === id)])),
      columnSizing: { ...widths },
    }),
    [all, looks, widths],
  );
  const table = useTable({
    features,
    columns,
    data: noRows,
    columnResizeMode: 'onChange',
    state,
    onColumnSizingChange: (next: Updater<Widths>) => setDragged({ from: fitted, widths: typeof next === 'function' ? next(fitted) : next }),
  });
  const resizing = table.state.columnResizing.isResizingColumn;
  useLayoutEffect(() => {
    if (resizing !== false) return;
    const changed = looks.filter(({ id }) => widths[id] !== fitted[id]);
    if (changed.length > 0) onColumns(changed.reduce((now, { id }) => resizeColumn(now, id, widths[id] ?? narrowest), looks));
  }, [resizing, widths, looks, fitted, onColumns]);

  const shown = useMemo(() => looks.flatMap(({ id }) => all.filter((column) => column.id === id)), [all, looks]);
  const headers = table.getHeaderGroups()[0]?.headers ?? noHeaders;
  return useMemo(
    () => ({
      looks,
      shown,
      box,
      resizing,
      /** For the edges of the heads. */
      headers,
      template: [box, ...shown.map(({ id }) => widths[id] ?? narrowest)].map((width) => `${width}px`).join(' '),
      width: box + shown.reduce((sum, { id }) => sum + (widths[id] ?? narrowest), 0),
      /** Where the columns end that stay while the others scroll by. */
      pinned: box + (widths[shown[0]?.id ?? ''] ?? 0),
      /** Makes a column wider, or narrower, by some pixels. */
      widen: (id: string, by: number) =>
        onColumns(resizeColumn(looks, id, Math.max(narrowest, clampWidth((widths[id] ?? narrowest) + by)))),
    }),
    [looks, shown, box, resizing, headers, widths, onColumns],
  );
}

export type TableColumns = ReturnType<typeof useTableColumns>;
