import type { ComponentType, Ref } from 'react';
import type { ColumnLook } from '../columns';
import type { Item, ListKind } from '../kind';
import type { ListView } from '../use-list';
import type { Room } from '../use-room';
import type { SelectionControl } from '../use-selection';
import type { LayoutHandle } from './cells';

/** What every layout gets; it fills the room with the places of the view and tells the view which of them it shows. */
export interface LayoutProps<T extends Item> {
  kind: ListKind<T>;
  view: ListView<T>;
  room: Room;
  zoom: number;
  sort: string;
  onSort: (sort: string) => void;
  /** Columns of the table; null are the usual ones. */
  columns: readonly ColumnLook[] | null;
  onColumns: (columns: readonly ColumnLook[] | null) => void;
  selection: SelectionControl;
  ref: Ref<LayoutHandle>;
}

export type Layout = ComponentType<LayoutProps<Item>>;
