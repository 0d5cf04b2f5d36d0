import type { Item } from '../kind';
import { clampWidth, type ColumnLook } from '../columns';
import type { Column } from './column';

/** The columns that are shown, in their order; what is not known any more is left out, and without any the usual ones are shown. */
export function shownLooks<T extends Item>(columns: readonly Column<T>[], chosen: readonly ColumnLook[] | null): readonly ColumnLook[] {
  const known = (chosen ?? []).filter(({ id }) => columns.some((column) => column.id === id));
  return known.length > 0 ? known : columns.filter(({ extra }) => !extra).map(({ id }) => ({ id }));
}

/** Widths in pixels. Where the table is narrower than its room, the first column that nobody sized takes what is left. */
export function fitColumns<T extends Item>(
  columns: readonly Column<T>[],
  looks: readonly ColumnLook[],
  room: number,
  scale: number,
): Readonly<Record<string, number>> {
  const widths = new Map(
    looks.map(({ id, width }) => [id, width ?? Math.round((columns.find((column) => column.id === id)?.width ?? 120) * scale)]),
  );
  const left = room - [...widths.values()].reduce((sum, width) => sum + width, 0);
  const elastic = looks.find(({ width }) => width === undefined);
  if (left > 0 && elastic) widths.set(elastic.id, clampWidth((widths.get(elastic.id) ?? 0) + left));
  return Object.fromEntries(widths);
}
