'use client';

import { Check, ExternalLink } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { EntityChip } from '@/components/entity-picker/entity-chip';
import type { Picked } from '@/components/entity-picker/entity-picker';
import { Skeleton } from '@/components/states';
import { cn } from '@/lib/cn';
import type { Item } from '../kind';
import { CellEditor, type Then } from './cell-editor';
import { valueIn } from './cell-values';
import type { Column } from './column';
import type { FormValue } from '@/components/entity-form/form-model';
import type { Mark } from './use-cell-edits';

/** Which cells of a row are marked, and where the range ends. */
export interface RowRange {
  left: number;
  right: number;
  top: boolean;
  bottom: boolean;
  /** At its last cell is the handle that fills others with what is marked. */
  handle: boolean;
  /** The row is one of those that the handle was dragged over. */
  filled: boolean;
}

/** As text, since a row that is what it was is not drawn again. */
export const writeRange = ({ left, right, top, bottom, handle, filled }: RowRange): string =>
  [left, right, Number(top), Number(bottom), Number(handle), Number(filled)].join();
const readRange = (text: string): RowRange => {
  const [left = -1, right = -1, top, bottom, handle, filled] = text.split(',').map(Number);
  return { left, right, top: top === 1, bottom: bottom === 1, handle: handle === 1, filled: filled === 1 };
};

export interface RowActions {
  choose: (id: string, index: number, event: { shiftKey: boolean }) => void;
  open: (index: number, event: MouseEvent) => void;
  done: (value: FormValue, then: Then) => void;
  cancel: () => void;
}

interface TableRowProps {
  item: Item | undefined;
  index: number;
  columns: readonly Column[];
  href: string;
  top: number;
  height: number;
  /** Left edge of the first column, which stays while the others scroll by. */
  box: number;
  /** The column of the cell that Tab comes to, where it is in this row: the active one, once there is one. */
  tabStop: number | null;
  range: string | null;
  /** The column whose cell is being edited. */
  editing: number | null;
  typed: string | null;
  marks: ReadonlyMap<string, Mark> | undefined;
  selected: boolean;
  selecting: boolean;
  mayEdit: boolean;
  actions: RowActions;
}

/** One item of a table. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { item, index, columns, top, height, box, selected, selecting, actions } = props;
  const range = props.range === null ? null : readRange(props.range);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-row={index}
      className={cn(
        'group/row absolute top-0 left-0 grid w-full border-b border-line/70',
        // What is said of a cell hangs over the rows below.
        range !== null && props.marks && 'z-1',
        selected ? 'bg-[color-mix(in_oklch,var(--accent)_16%,var(--ground))]' : 'bg-ground hover:bg-raised',
      )}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: 'var(--columns)' }}
    >
      <div role="gridcell" aria-colindex={1} className="sticky left-0 z-5 grid place-items-center bg-inherit">
        {item ? (
          <button
            type="button"
            role="checkbox"
            aria-checked={selected}
            aria-label={`Choose ${item.name}`}
            tabIndex={-1}
            // The focus stays at the active cell.
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => actions.choose(item.id, index, event)}
            className={cn(
              'grid size-full place-items-center',
              selected || selecting ? '' : 'opacity-45 group-hover/row:opacity-100 pointer-coarse:opacity-100',
            )}
          >
            <span
              className={cn(
                'grid size-4.5 place-items-center rounded border',
                selected ? 'border-accent bg-accent text-on-accent' : 'border-edge text-transparent',
              )}
            >
              <Check className="size-3.5" strokeWidth={3} aria-hidden />
            </span>
          </button>
        ) : null}
      </div>
      {columns.map((column, place) => (
        <TableCell key={column.id} {...props} column={column} place={place} range={range} box={box} />
      ))}
    </div>
  );
});

type TableCellProps = Omit<TableRowProps, 'range'> & { column: Column; place: number; range: RowRange | null };

export const isEditable = (column: Column, item: Item | undefined, mayEdit: boolean): boolean =>
  mayEdit && item !== undefined && column.edit !== undefined && (column.mayEdit?.(item) ?? true);

function TableCell({ item, index, column, place, range, box, tabStop, editing, typed, marks, mayEdit, href, actions }: TableCellProps) {
  const inRange = range !== null && place >= range.left && place <= range.right;
  const marked = inRange && !range.filled;
  const isStop = tabStop === place;
  const isActive = isStop && range !== null;
  const mark = marks?.get(column.id);
  const { edit } = column;
  return (
    <div
      role={place === 0 ? 'rowheader' : 'gridcell'}
      aria-colindex={place + 2}
      aria-selected={marked || isActive || undefined}
      aria-readonly={mayEdit && !isEditable(column, item, mayEdit) ? true : undefined}
      aria-invalid={mark ? true : undefined}
      tabIndex={isStop ? 0 : -1}
      data-column={place}
      className={cn(
        'relative flex min-w-0 cursor-default items-center text-[0.8125rem] outline-none select-none',
        'after:pointer-events-none after:absolute after:inset-0 after:border-accent',
        place === 0 && 'sticky z-5 bg-inherit',
        marked && 'after:bg-accent/14',
        inRange && range.filled && 'after:border-x after:border-dashed after:bg-accent/6',
        inRange && range.top && 'after:border-t',
        inRange && range.bottom && 'after:border-b',
        marked && place === range.left && 'after:border-l',
        marked && place === range.right && 'after:border-r',
        isActive && 'after:border-2!',
        mark && 'bg-bad/10',
      )}
      style={place === 0 ? { left: box } : undefined}
    >
      {item === undefined ? <Skeleton className="mx-2 h-3 w-3/5" /> : <Content item={item} column={column} mark={mark} />}
      {item && edit && editing === place ? (
        <CellEditor field={edit} value={mark?.value ?? valueIn(edit, item)} typed={typed} onDone={actions.done} onCancel={actions.cancel} />
      ) : null}
      {place === 0 && item && editing !== place ? (
        // A plain link, as on cards: hundreds of the router's own are what makes a fast scroll stutter.
        <a
          href={href}
          tabIndex={-1}
          draggable={false}
          onClick={(event) => actions.open(index, event)}
          aria-label={`Open ${item.name}`}
          title="Open (Ctrl Enter)"
          className="mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-muted opacity-0 group-hover/row:opacity-100 hover:bg-line hover:text-ink focus-visible:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
        >
          <ExternalLink className="size-3.5" aria-hidden />
        </a>
      ) : null}
      {mark ? <Problem mark={mark} shown={isActive} /> : null}
      {marked && range.handle && place === range.right ? (
        <span data-fill aria-hidden className="absolute right-0 bottom-0 z-3 size-2.5 cursor-crosshair bg-accent pointer-coarse:hidden" />
      ) : null}
    </div>
  );
}

function Content({ item, column, mark }: { item: Item; column: Column; mark: Mark | undefined }) {
  const { picture, look, edit, numeric } = column;
  if (mark && edit) return <span className="truncate px-2">{inText(mark.value)}</span>;
  if (edit?.type === 'entities')
    return <Chips kind={edit.kind} value={valueIn(edit, item) as readonly Picked[]} text={column.text(item)} />;
  return (
    <>
      {picture ? <span className="ml-2 h-[calc(100%-4px)] shrink-0">{picture(item)}</span> : null}
      <span className={cn('min-w-0 flex-1 truncate px-2', numeric && 'text-right tabular-nums')}>
        {look ? look(item) : edit?.type === 'check' ? <Tick checked={valueIn(edit, item) === true} /> : column.text(item)}
      </span>
    </>
  );
}

const inText = (value: FormValue): string =>
  typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? 'Yes' : 'No') : value.map(({ name }) => name).join(', ');

const Tick = ({ checked }: { checked: boolean }) => (checked ? <Check role="img" aria-label="Yes" className="size-4 text-accent" /> : null);

/** More than a cell has room for is in its text. */
const mostChips = 3;

const Chips = ({ kind, value, text }: { kind: Parameters<typeof EntityChip>[0]['kind']; value: readonly Picked[]; text: string }) => (
  <span className="flex min-w-0 gap-1 overflow-hidden px-2" title={text}>
    {value.slice(0, mostChips).map((one) => (
      <EntityChip
        key={one.id}
        kind={kind}
        name={one.name}
        imageUrl={one.imageUrl ?? null}
        className={value.length === 1 ? 'min-w-0 text-xs' : 'shrink-0 text-xs'}
      />
    ))}
  </span>
);

/** Why a cell was not saved: in its corner, and in words where it is the active one. */
const Problem = ({ mark, shown }: { mark: Mark; shown: boolean }) => (
  <>
    <span
      aria-hidden
      className="absolute top-0 right-0 z-3 border-[5px] border-t-bad border-r-bad border-b-transparent border-l-transparent"
    />
    <span
      className={cn(
        shown
          ? 'absolute top-full left-0 z-10 w-max max-w-80 rounded-md border border-bad/50 bg-panel px-2.5 py-1.5 text-xs whitespace-normal text-bad shadow-xl'
          : 'sr-only',
      )}
    >
      {mark.message} {shown ? <span className="text-muted">Enter puts it right, Escape gives it up.</span> : null}
    </span>
  </>
);
