import { Grid3x3, LayoutGrid, type LucideIcon } from 'lucide-react';
import { Grid, Wall } from './grid';
import type { Layout } from './layout';

/** How a list can be shown. A new layout is a line here; one that is heavy comes through `next/dynamic`. */
export const layouts = {
  grid: { label: 'Grid', icon: LayoutGrid, layout: Grid },
  wall: { label: 'Wall', icon: Grid3x3, layout: Wall },
} as const satisfies Record<string, { label: string; icon: LucideIcon; layout: Layout }>;

export type LayoutMode = keyof typeof layouts;
export const layoutModes = Object.keys(layouts) as LayoutMode[];
export const isLayoutMode = (mode: string): mode is LayoutMode => Object.hasOwn(layouts, mode);
