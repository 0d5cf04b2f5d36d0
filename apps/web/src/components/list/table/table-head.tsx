'use client';

import { sortTerms } from '@reelm/contracts';
import { ArrowDown, ArrowUp, ChevronDown, Columns3 } from 'lucide-react';
import { memo, useState, type MouseEvent, type RefObject } from 'react';
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { cn } from '@/lib/cn';
import { moveColumn, toggleColumn, type ColumnLook } from '../columns';
import { sortByColumn } from '../sorting';
import type { Column } from './column';
import type { TableColumns } from './use-table-columns';

interface TableHeadProps {
  columns: TableColumns;
  sort: string;
  onSort: (sort: string) => void;
  onColumns: (columns: readonly ColumnLook[] | null) => void;
  /** The column whose head is the active cell. */
  active: number | null;
  stripRef: RefObject<HTMLDivElement | null>;
  /** The heads may be scrolled by the focus. */
  onScroll: () => void;
}

/**
 * The heads of the columns: a click sorts, with Shift as a further order; their edges are dragged, and so are they. Memoised: their menus are
 * too much to draw again at each step of a scroll.
 */
export const TableHead = memo(function TableHead({ columns, sort, onSort, onColumns, active, stripRef, onScroll }: TableHeadProps) {
  const { looks, shown, headers, width } = columns;
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const terms = sortTerms(sort);
  const sortBy = (name: string, event: Pick<MouseEvent, 'shiftKey'>): void => onSort(sortByColumn(sort, name, event.shiftKey));
  const moveTo = (id: string, to: number): void => onColumns(moveColumn(looks, id, to));
  return (
    <div role="rowgroup" className="sticky top-15 z-20 border-b border-line bg-ground">
      <div ref={stripRef} role="presentation" onScroll={onScroll} className="overflow-hidden">
        <div role="row" aria-rowindex={1} className="grid h-9 pointer-coarse:h-11" style={{ gridTemplateColumns: 'var(--columns)', width }}>
          <div role="columnheader" aria-colindex={1} className="sticky left-0 z-5 bg-ground">
            <span className="sr-only">Chosen</span>
          </div>
          {shown.map((column, place) => {
            const term = terms.findIndex(({ name }) => name === column.sort);
            const found = terms[term];
            const header = headers.find(({ id }) => id === column.id);
            return (
              <div
                key={column.id}
                role="columnheader"
                aria-colindex={place + 2}
                {...(column.sort ? { 'aria-sort': term === 0 ? (found?.descending ? 'descending' : 'ascending') : 'none' } : {})}
                data-column={place}
                tabIndex={-1}
                draggable={columns.resizing === false}
                onDragStart={() => setDragged(column.id)}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
                onDragOver={(event) => {
                  if (dragged === null || dragged === column.id) return;
                  event.preventDefault();
                  setOver(column.id);
                }}
                onDrop={(event) => {
                  event.preventDefault();
                  if (dragged !== null) moveTo(dragged, place);
                }}
                className={cn(
                  'group/head relative flex min-w-0 items-center bg-ground text-xs font-medium text-muted',
                  place === 0 && 'sticky z-5',
                  dragged === column.id && 'opacity-40',
                  over === column.id && 'bg-accent/14',
                )}
                style={place === 0 ? { left: columns.box } : undefined}
              >
                <Title
                  column={column}
                  place={place}
                  focusable={active === place}
                  found={found}
                  nth={terms.length > 1 && term >= 0 ? term + 1 : null}
                  onSort={sortBy}
                />
                <HeadMenu
                  column={column}
                  place={place}
                  last={shown.length - 1}
                  focusable={active === place}
                  onSort={sortBy}
                  onMove={(by) => moveTo(column.id, place + by)}
                  onWiden={(by) => columns.widen(column.id, by)}
                  onHide={() => onColumns(toggleColumn(looks, column.id))}
                />
                {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the menu makes columns wider and narrower as well */}
                <div
                  aria-hidden
                  draggable
                  onDragStart={(event) => {
                    event.preventDefault();
                    event.stopPropagation();
                  }}
                  onMouseDown={header?.getResizeHandler()}
                  onTouchStart={header?.getResizeHandler()}
                  className={cn(
                    'absolute inset-y-1 -right-1.5 z-3 flex w-3 cursor-col-resize touch-none justify-center after:w-px after:bg-line hover:after:w-0.5 hover:after:bg-accent',
                    columns.resizing === column.id && 'after:w-0.5 after:bg-accent',
                  )}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
});

interface TitleProps {
  column: Column;
  place: number;
  focusable: boolean;
  found: { descending: boolean } | undefined;
  /** Which of several orders it is. */
  nth: number | null;
  onSort: (name: string, event: MouseEvent) => void;
}

function Title({ column, place, focusable, found, nth, onSort }: TitleProps) {
  const { label, sort, numeric } = column;
  const Arrow = found?.descending ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      data-head={place}
      tabIndex={focusable ? 0 : -1}
      title={sort ? `Sort by ${label.toLowerCase()}; with Shift as a further order` : label}
      onClick={(event) => sort && onSort(sort, event)}
      className={cn(
        'flex h-full min-w-0 flex-1 items-center gap-1 px-2 outline-offset-[-2px]',
        numeric && 'justify-end',
        sort ? 'hover:text-ink' : 'cursor-default',
        found && 'text-ink',
      )}
    >
      <span className="truncate">{label}</span>
      {found ? <Arrow className="size-3.5 shrink-0 text-accent" aria-hidden /> : null}
      {nth === null ? null : (
        <span className="text-[0.6875rem] tabular-nums">
          <span className="sr-only">, order </span>
          {nth}
        </span>
      )}
    </button>
  );
}

interface HeadMenuProps {
  column: Column;
  place: number;
  last: number;
  focusable: boolean;
  onSort: (name: string, event: { shiftKey: boolean }) => void;
  onMove: (by: 1 | -1) => void;
  onWiden: (by: number) => void;
  onHide: () => void;
}
/** A press of `Wider` or `Narrower`, pixels. */
const widenBy = 40;

function HeadMenu({ column: { label, sort }, place, last, focusable, onSort, onMove, onWiden, onHide }: HeadMenuProps) {
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${label}: column menu`}
          tabIndex={focusable ? 0 : -1}
          className="absolute right-1.5 grid size-6 shrink-0 bg-ground place-items-center rounded-md opacity-0 group-hover/head:opacity-100 hover:bg-raised hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:relative pointer-coarse:right-0 pointer-coarse:size-9 pointer-coarse:opacity-100"
        >
          <ChevronDown className="size-3.5" aria-hidden />
        </button>
      }
    >
      {sort ? (
        <>
          <MenuItem onSelect={() => onSort(sort, { shiftKey: false })}>Sort by it, or turn around</MenuItem>
          <MenuItem onSelect={() => onSort(sort, { shiftKey: true })}>Then sort by it</MenuItem>
          <MenuLine />
        </>
      ) : null}
      {place > 0 ? <MenuItem onSelect={() => onMove(-1)}>Move left</MenuItem> : null}
      {place < last ? <MenuItem onSelect={() => onMove(1)}>Move right</MenuItem> : null}
      <MenuItem onSelect={() => onWiden(widenBy)}>Wider</MenuItem>
      <MenuItem onSelect={() => onWiden(-widenBy)}>Narrower</MenuItem>
      {last > 0 ? <MenuItem onSelect={onHide}>Hide</MenuItem> : null}
    </Menu>
  );
}

interface ColumnsMenuProps {
  all: readonly Column[];
  looks: readonly ColumnLook[];
  onColumns: (columns: readonly ColumnLook[] | null) => void;
}

/** Which columns are shown. */
export const ColumnsMenu = memo(function ColumnsMenu({ all, looks, onColumns }: ColumnsMenuProps) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="Columns"
          title="Columns"
          className="grid size-8 place-items-center rounded-md border border-line bg-ground text-muted hover:bg-raised hover:text-ink pointer-coarse:size-11"
        >
          <Columns3 className="size-4" aria-hidden />
        </button>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      <div className="max-h-[min(26rem,60dvh)] overflow-y-auto">
        {all.map(({ id, label }) => {
          const checked = looks.some((look) => look.id === id);
          return (
            <MenuCheck
              key={id}
              checked={checked}
              disabled={checked && looks.length === 1}
              onChange={() => onColumns(toggleColumn(looks, id))}
            >
              {label}
            </MenuCheck>
          );
        })}
      </div>
      <MenuLine />
      <MenuItem onSelect={() => onColumns(null)}>The usual columns</MenuItem>
    </Menu>
  );
});
