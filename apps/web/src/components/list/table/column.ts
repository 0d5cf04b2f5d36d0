import type { ReactNode } from 'react';
import type { FormField } from '@/components/entity-form/form-model';
import type { Item } from '../kind';

/** A column of a kind's table. Those of each kind stand beside it, as `features/performers/performer-columns.tsx`, and are loaded with the table. */
export interface Column<T extends Item = Item> {
  /** Kept in saved views: letters only, and it stays. */
  id: string;
  label: string;
  /** Usual width, CSS pixels. */
  width: number;
  /** Order of the list that a click on the head asks for. */
  sort?: string;
  /** Shown only where somebody chose it. */
  extra?: true;
  /** Figures stand at the end of their cell. */
  numeric?: true;
  /** What is shown, and copied. */
  text: (item: T) => string;
  /** How it looks, where not as its text. */
  look?: (item: T) => ReactNode;
  /** Small picture before the text. */
  picture?: (item: T) => ReactNode;
  /** How it is edited; left out where it is not. */
  edit?: FormField;
  /** False for an item whose card does not hold all that would be overwritten. */
  mayEdit?: (item: T) => boolean;
}
