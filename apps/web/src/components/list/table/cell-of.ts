import { headRow, type Cell } from './cell-range';

/** The cell that an element of the table stands in. */
export function cellOf(target: EventTarget | null): Cell | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null;
  const column = element?.dataset['column'];
  if (!element || column === undefined) return null;
  const row = element.closest<HTMLElement>('[data-row]')?.dataset['row'];
  return { row: row === undefined ? headRow : Number(row), column: Number(column) };
}
