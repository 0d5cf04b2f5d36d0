import { Grid3x3, LayoutGrid, Table2, type LucideIcon } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Grid, Wall } from './grid';
import type { Layout } from './layout';

const List = dynamic(() => import('../table/list').then((module) => module.List), { ssr: false });

/** How a list can be shown. A new layout is a line here; one that is heavy comes through `next/dynamic`. */
export const layouts = {
  grid: { label: 'Grid', icon: LayoutGrid, layout: Grid },
  wall: { label: 'Wall', icon: Grid3x3, layout: Wall },
  list: { label: 'List', icon: Table2, layout: List },
} as const satisfies Record<string, { label: string; icon: LucideIcon; layout: Layout }>;

export type LayoutMode = keyof typeof layouts;
export const layoutModes = Object.keys(layouts) as LayoutMode[];
export const isLayoutMode = (mode: string): mode is LayoutMode => Object.hasOwn(layouts, mode);
