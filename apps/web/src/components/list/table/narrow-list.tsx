'use client';

import { useMemo } from 'react';
import { CardFrame, CardSkeleton } from '../card-frame';
import type { Geometry } from '../geometry';
import type { Item } from '../kind';
import { Cells } from '../layouts/cells';
import type { LayoutProps } from '../layouts/layout';
import { isSelected } from '../selection';
import type { Column } from './column';
import { shownLooks } from './fit-columns';

const lineHeight = 64;
/** Facts below the name. */
const mostFacts = 4;

/** The list where there is no room for a table: a line for each item, with the first of the chosen columns below its name. */
export function NarrowList({ kind, view, room, columns: chosen, all, selection, ref }: LayoutProps<Item> & { all: readonly Column[] }) {
  const height = Math.round(lineHeight * room.scale);
  const geometry = useMemo<Geometry>(
    () => ({ columns: 1, gap: 0, cell: { width: room.width, pictureHeight: height, textHeight: 0, text: 'none' }, rowHeight: height }),
    [room.width, height],
  );
  const facts = useMemo(
    () =>
      shownLooks(all, chosen)
        .flatMap(({ id }) => all.filter((column) => column.id === id && column.id !== 'name' && column.edit?.type !== 'check'))
        .slice(0, mostFacts * 2),
    [all, chosen],
  );
  const picture = all.find(({ id }) => id === 'name')?.picture;
  return (
    <Cells view={view} geometry={geometry} top={room.top} label={kind.many} ref={ref}>
      {(item, index) =>
        item ? (
          <CardFrame
            item={item}
            index={index}
            cell={geometry.cell}
            href={kind.hrefOf(item)}
            selected={isSelected(selection.selection, item.id)}
            selecting={selection.active}
            onSelect={selection.select}
            prepare={kind.prepare}
            className="border-b border-line"
          >
            <div className="flex items-center gap-3" style={{ height: height - 1 }} aria-hidden>
              {picture ? <div className="h-11 shrink-0">{picture(item)}</div> : null}
              <div className="min-w-0">
                <p className="truncate text-sm font-medium">{item.name}</p>
                <p className="flex items-center gap-2 overflow-hidden text-xs whitespace-nowrap text-muted tabular-nums">
                  {facts
                    .filter((column) => column.text(item) !== '')
                    .slice(0, mostFacts)
                    .map((column) => (
                      <span key={column.id}>{column.look?.(item) ?? column.text(item)}</span>
                    ))}
                </p>
              </div>
            </div>
          </CardFrame>
        ) : (
          <CardSkeleton cell={geometry.cell} />
        )
      }
    </Cells>
  );
}
