'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { FormValue } from '@/components/entity-form/form-model';
import { inWords } from '@/components/edit/values';
import { placeScroll, scrollToRestore } from '@/lib/scroll-memory';
import { useMay } from '@/lib/session';
import { keyBelongsTo } from '@/lib/shortcuts';
import { useLatest } from '@/lib/use-latest';
import type { Item } from '../kind';
import { useKeepPlace } from '../layouts/cells';
import type { LayoutProps } from '../layouts/layout';
import { useRowsInView } from '../layouts/use-rows-in-view';
import { isSelected } from '../selection';
import type { Then } from './cell-editor';
import { cellOf } from './cell-of';
import { filledRect, headRow, isOne, moved as movedRange, rangeAt, rectOf, tabbed, type Cell } from './cell-range';
import { valueIn } from './cell-values';
import type { Column } from './column';
import { ColumnsMenu, TableHead } from './table-head';
import { isEditable, TableRow, writeRange, type RowActions } from './table-row';
import { useCellEdits } from './use-cell-edits';
import { useCursor } from './use-cursor';
import { useDrag } from './use-drag';
import { useRangeEdits } from './use-range-edits';
import { useTableColumns } from './use-table-columns';

/** Pixels at the usual size of text; a million of the usual rows are as high as browsers can scroll. */
const rowHeightFor = (zoom: number, scale: number): number =>
  Math.max(Math.round((24 + 2 * zoom) * scale), window.matchMedia('(pointer: coarse)').matches ? 44 : 0);

interface Editing extends Cell {
  /** What was typed to begin. */
  typed: string | null;
  startedFrom: FormValue;
}

/** The list as a table: rows and cells are chosen, cells edited, as in a spreadsheet. */
export function Table({
  kind,
  view,
  room,
  zoom,
  sort,
  onSort,
  columns: chosen,
  onColumns,
  selection,
  all,
  ref,
}: LayoutProps<Item> & { all: readonly Column[] }) {
  const mayEdit = useMay('editor');
  const router = useRouter();
  const client = useQueryClient();
  const columns = useTableColumns(all, chosen, onColumns, room);
  const { shown } = columns;
  const { count, onRange, moved } = view;

  const headHeight = Math.round((window.matchMedia('(pointer: coarse)').matches ? 44 : 36) * room.scale) + 1;
  const rowHeight = rowHeightFor(zoom, room.scale);
  const top = room.top + headHeight;
  const [first, last] = useRowsInView(count, rowHeight, top);
  useKeepPlace(1, rowHeight, top, moved);
  const height = count * rowHeight;
  useLayoutEffect(() => {
    if (scrollToRestore() !== null) placeScroll();
  }, [height]);
  useEffect(() => onRange(first, Math.max(first, last)), [onRange, first, last]);
  useImperativeHandle(ref, () => ({ show: (index) => window.scrollTo(0, Math.max(0, top + index * rowHeight - 150)) }), [top, rowHeight]);

  const grid = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const follow = useCallback((from: HTMLElement | null): void => {
    for (const strip of [body.current, head.current, bar.current]) if (strip && from && strip !== from) strip.scrollLeft = from.scrollLeft;
  }, []);
  const followHead = useCallback(() => follow(head.current), [follow]);

  const cursor = useCursor(grid, body, count, shown.length, moved, {
    top,
    rowHeight,
    cover: 60 * room.scale + headHeight,
    pinned: columns.pinned,
  });
  const { range } = cursor;
  const edits = useCellEdits(kind);
  const many = useRangeEdits(view, shown, mayEdit, edits);
  const [editing, setEditing] = useState<Editing | null>(null);

  const columnAt = (cell: Cell): Column | undefined => shown[cell.column];
  const begin = (cell: Cell, typed: string | null): boolean => {
    const item = view.itemAt(cell.row);
    const column = columnAt(cell);
    if (!item || !column?.edit || !isEditable(column, item, mayEdit)) return false;
    const value = valueIn(column.edit, item);
    if (column.edit.type === 'check') edits.save([{ item, column: { ...column, edit: column.edit }, value: value !== true }]);
    else setEditing({ ...cell, typed, startedFrom: value });
    return true;
  };
  const end = (value: FormValue, then: Then): void => {
    if (!editing) return;
    setEditing(null);
    const item = view.itemAt(editing.row);
    const column = columnAt(editing);
    if (item && column?.edit) {
      const now = valueIn(column.edit, item);
      const same = (one: FormValue, other: FormValue): boolean => JSON.stringify(one) === JSON.stringify(other);
      // A live update put another value under the editor: it is not overwritten unseen.
      if (!same(now, editing.startedFrom) && !same(now, value) && !same(value, editing.startedFrom))
        edits.mark(item.id, column.id, { value, message: `Somebody changed this meanwhile to “${inWords(now)}”.` });
      else edits.save([{ item, column: { ...column, edit: column.edit }, value }]);
    }
    const next = after(editing, then, count, shown.length);
    if (next) cursor.go(rangeAt(next));
    else if (then !== 'leave') cursor.refocus();
  };
  const open = (cell: Cell): void => {
    const item = view.itemAt(cell.row);
    if (!item) return;
    kind.prepare?.(client, item);
    router.push(kind.hrefOf(item));
  };
  const giveUp = (cell: Cell): boolean => {
    const item = view.itemAt(cell.row);
    const column = columnAt(cell);
    if (!item || !column || !edits.marks.get(item.id)?.has(column.id)) return false;
    edits.discard(item.id, column.id);
    return true;
  };

  const drag = useDrag({
    range,
    onMark: (next) => cursor.setRange(next),
    onFill: (row) => range && many.dragFill(range, row),
  });

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!range || editing || event.defaultPrevented || (event.target as HTMLElement).closest('[role="menu"]')) return;
    const done = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const onHead = range.anchor.row === headRow;
    const mod = event.ctrlKey || event.metaKey;
    if (!event.altKey) {
      const page = Math.max(1, Math.floor((window.innerHeight - 200) / rowHeight));
      const next = movedRange(range, event, { rows: count, columns: shown.length, page });
      if (next) {
        done();
        return cursor.go(next);
      }
    }
    if (onHead || event.altKey) return;
    const { anchor } = range;
    const item = view.itemAt(anchor.row);
    if (event.key === 'Enter' && mod) {
      done();
      open(anchor);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      done();
      if (!begin(anchor, null) && event.key === 'Enter' && columnAt(anchor)?.edit === undefined) open(anchor);
    } else if (event.key === ' ') {
      done();
      const column = columnAt(anchor);
      if (column?.edit?.type === 'check' && !event.shiftKey && !mod) begin(anchor, null);
      else if (item) selection.select(item.id, anchor.row, event.shiftKey ? 'range' : 'one');
    } else if (event.key === 'Escape') {
      if (giveUp(anchor)) done();
      else if (!isOne(range)) {
        done();
        cursor.go(rangeAt(anchor));
      }
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && mayEdit) {
      done();
      many.clear(range);
    } else if (mod && event.key.toLowerCase() === 'd' && mayEdit) {
      done();
      many.fillDown(range);
    } else if (!mod && event.key.length === 1 && columnAt(anchor)?.edit?.type !== 'check' && begin(anchor, event.key)) {
      done();
    }
  };

  const latest = useLatest({ end, open, select: selection.select });
  const { refocus } = cursor;
  const actions = useMemo<RowActions>(
    () => ({
      choose: (id, index, event) => latest.current.select(id, index, event.shiftKey ? 'range' : 'one'),
      done: (value, then) => latest.current.end(value, then),
      open: (index, event) => {
        // With Ctrl or Cmd a link opens in a new tab, as everywhere.
        if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
        event.preventDefault();
        latest.current.open({ row: index, column: 0 });
      },
      cancel: () => {
        setEditing(null);
        refocus();
      },
    }),
    [refocus, latest],
  );
  useUndoKey(edits.undo);

  const onFocus = (event: React.FocusEvent): void => {
    if (editing) return;
    const at = cellOf(event.target);
    // Tab came here; what a pointer marks is known already.
    if (
      at &&
      !(event.target as HTMLElement).matches('input, select') &&
      (at.row !== range?.anchor.row || at.column !== range.anchor.column)
    )
      cursor.setRange(rangeAt(at));
  };
  const onDoubleClick = (event: React.MouseEvent): void => {
    const at = cellOf(event.target);
    if (at && at.row !== headRow && !(event.target as HTMLElement).closest('a, button')) begin(at, null);
  };
  /** A finger marks a cell with one touch, and opens it for editing with the next. */
  const onClick = (event: React.MouseEvent): void => {
    if (
      (event.nativeEvent as globalThis.PointerEvent).pointerType === 'mouse' ||
      (event.target as HTMLElement).closest('a, button, input, select')
    )
      return;
    const at = cellOf(event.target);
    if (!at || at.row === headRow) return;
    if (range && isOne(range) && range.anchor.row === at.row && range.anchor.column === at.column) begin(at, null);
    else cursor.go(rangeAt(at));
  };

  const rect = range && range.anchor.row !== headRow ? rectOf(range) : null;
  const filled = range && drag.fillRow !== null ? filledRect(range, drag.fillRow) : null;
  const rowRange = (row: number): string | null => {
    if (rect && row >= rect.top && row <= rect.bottom)
      return writeRange({
        ...rect,
        top: row === rect.top,
        bottom: row === rect.bottom,
        handle: mayEdit && row === rect.bottom,
        filled: false,
      });
    if (filled && row >= filled.top && row <= filled.bottom)
      return writeRange({ ...filled, top: row === filled.top, bottom: row === filled.bottom, handle: false, filled: true });
    return null;
  };
  const rows = rowsOf(first, Math.min(last, count - 1), range?.anchor.row ?? headRow);
  // Where nobody was yet, and from the heads, Tab comes to the first row that exists.
  const tabStop = range && rect ? range.anchor : { row: Math.max(0, first), column: range?.anchor.column ?? 0 };
  return (
    <div className="relative" style={{ '--columns': columns.template } as React.CSSProperties}>
      <div className="sticky top-15 z-21 flex h-0 justify-end">
        <div className="pt-0.5">
          <ColumnsMenu all={all} looks={columns.looks} onColumns={onColumns} />
        </div>
      </div>
      <div
        ref={grid}
        role="grid"
        aria-label={kind.many}
        aria-rowcount={count + 1}
        aria-colcount={shown.length + 1}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onPointerDown={editing ? undefined : drag.onPointerDown}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onDoubleClick={onDoubleClick}
        onClick={onClick}
        onCopy={(event) => rect && !editing && range && many.copy(range, event)}
        onCut={(event) => {
          if (!rect || editing || !range) return;
          many.copy(range, event);
          if (mayEdit) many.clear(range);
        }}
        onPaste={(event) => rect && !editing && range && mayEdit && many.paste(range, event)}
        className="outline-none"
      >
        <TableHead
          columns={columns}
          sort={sort}
          onSort={onSort}
          onColumns={onColumns}
          active={range?.anchor.row === headRow ? range.anchor.column : null}
          stripRef={head}
          onScroll={followHead}
        />
        <div
          ref={body}
          role="rowgroup"
          onScroll={(event) => follow(event.currentTarget)}
          className="overflow-x-auto overflow-y-hidden overscroll-x-contain [scrollbar-width:none]"
          style={{ height: height + 1 }}
        >
          <div role="presentation" className="relative" style={{ width: columns.width, height }}>
            {rows.map((row) => {
              const item = view.itemAt(row);
              return (
                <TableRow
                  key={row}
                  item={item}
                  index={row}
                  columns={shown}
                  href={item ? kind.hrefOf(item) : ''}
                  top={row * rowHeight}
                  height={rowHeight}
                  box={columns.box}
                  tabStop={tabStop.row === row ? tabStop.column : null}
                  range={rowRange(row)}
                  editing={editing?.row === row ? editing.column : null}
                  typed={editing?.row === row ? editing.typed : null}
                  marks={item && edits.marks.get(item.id)}
                  selected={item !== undefined && isSelected(selection.selection, item.id)}
                  selecting={selection.active}
                  mayEdit={mayEdit}
                  actions={actions}
                />
              );
            })}
          </div>
        </div>
      </div>
      {columns.width > room.width ? (
        <div
          ref={bar}
          aria-hidden
          tabIndex={-1}
          onScroll={(event) => follow(event.currentTarget)}
          className="sticky bottom-0 z-10 overflow-x-auto bg-ground/80"
        >
          <div className="h-px" style={{ width: columns.width }} />
        </div>
      ) : null}
    </div>
  );
}

/** The rows that exist: those near the window, and the one that has the focus. */
function rowsOf(first: number, last: number, active: number): number[] {
  const rows = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  return active !== headRow && (active < first || active > last) ? [...rows, active] : rows;
}

function after(cell: Cell, then: Then, rows: number, columns: number): Cell | null {
  switch (then) {
    case 'stay':
    case 'leave':
      return null;
    case 'down':
      return { ...cell, row: Math.min(rows - 1, cell.row + 1) };
    case 'up':
      return { ...cell, row: Math.max(0, cell.row - 1) };
    case 'next':
    case 'back':
      return tabbed(cell, then === 'back', { rows, columns });
  }
}

/** Ctrl+Z takes the last edit back, wherever the focus is, but in a field. */
function useUndoKey(undo: () => void): void {
  const onKeyDown = useCallback(
    (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (keyBelongsTo(document.activeElement, 'z') || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      undo();
    },
    [undo],
  );
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onKeyDown]);
}
