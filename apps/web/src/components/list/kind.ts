import type { Buckets, EntityKind, Facets } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Shape } from './geometry';
import type { Page } from './pages';
import type { Selection } from './selection';
import type { Column } from './table/column';
import type { SelectHow } from './use-selection';

/** What every item of a list has. */
export interface Item {
  id: string;
  name: string;
}

/** What a list is asked for: all that answers `q`, in this order. */
export interface ListFilter {
  q: string;
  sort: string;
  /** For the order `relevance`: how much each part of the score counts. */
  weights?: string | undefined;
  /** Items of a page, where it is not the usual number. */
  limit?: number | undefined;
}

interface ListQuery extends ListFilter {
  limit: number;
  cursor?: string | undefined;
  total?: boolean;
}

interface ListAnswer<T> extends Page<T> {
  total?: number | undefined;
  totalExact?: boolean | undefined;
}

/** What a card gets. All but `cell` is for the frame, which stands around what the card draws: `<CardFrame {...props}>`. */
export interface CardProps<T extends Item> {
  item: T;
  /** Place in the list; the card's link carries it as `data-card`, by which keys find it. */
  index: number;
  cell: CellSize;
  href: string;
  selected: boolean;
  /** Whether anything is chosen, so that a click chooses too. */
  selecting: boolean;
  /** Left out where nothing can be chosen. */
  onSelect?: ((id: string, index: number, how: SelectHow) => void) | undefined;
  /** Called when the card is about to be opened, to have its page ready. */
  prepare?: Prepare | undefined;
}

type Prepare = (client: QueryClient, item: Item) => void;

/** Room for one item, in CSS pixels. */
export interface CellSize {
  width: number;
  pictureHeight: number;
  textHeight: number;
  /** How much text there is room for. */
  text: 'full' | 'title' | 'none';
}

/**
 * All that the list page has to know of a kind of entity; the page itself is the same for all. Each kind stands in its feature, as
 * `features/performers/performer-kind.tsx`.
 */
export interface ListKind<T extends Item = Item> {
  kind: EntityKind;
  one: string;
  many: string;
  icon: LucideIcon;
  /** First part of the keys under which TanStack Query keeps what was loaded. */
  key: string;
  list: (query: ListQuery, signal: AbortSignal) => Promise<ListAnswer<T>>;
  facets?: (q: string, signal: AbortSignal) => Promise<Facets>;
  buckets?: (filter: { q: string; sort: string }, signal: AbortSignal) => Promise<Buckets>;
  /** Order of a list whose address says none. */
  sort: string;
  hrefOf: (item: T) => string;
  shape: Shape;
  /** An item of the grid. Memoised; it draws picture and text within a `CardFrame`. */
  Card: ComponentType<CardProps<T>>;
  /** An item of the wall: its picture alone. */
  Preview: ComponentType<CardProps<T>>;
  /** Columns of its table; they come with the table. */
  columns: () => Promise<readonly Column<T>[]>;
  /** Shown where the library has none of this kind at all. */
  Empty: ComponentType;
  /** Buttons at the end of the bar, as `New performer`. */
  Actions?: ComponentType;
  prepare?: Prepare;
  /** What can be done with all that is listed. */
  ListActions?: ComponentType<{ filter: ListFilter }>;
  /** What can be done with the items that are chosen: buttons of the selection bar. */
  SelectionActions?: ComponentType<SelectionActionsProps>;
}

export interface SelectionActionsProps {
  kind: ListKind;
  selection: Selection;
  /** The search whose hits are meant where all of them are chosen, and their order. */
  q: string;
  sort: string;
  /** Null where only the server can tell. */
  count: number | null;
  clear: () => void;
}
