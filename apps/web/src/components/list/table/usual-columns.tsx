import type { EntityKind, SortName } from '@reelm/contracts';
import { Heart } from 'lucide-react';
import type { ReactNode } from 'react';
import { EntityImage } from '@/components/entity-picker/entity-image';
import type { FormField } from '@/components/entity-form/form-model';
import { RatingMark } from '@/components/rating-stars';
import { cn } from '@/lib/cn';
import { formatCount, formatDay } from '@/lib/format';
import type { Item } from '../kind';
import type { Column } from './column';

/** Columns that several kinds have. */
export const ratingColumn: Column<Item & { rating: number | null }> = {
  id: 'rating',
  label: 'Rating',
  width: 92,
  sort: 'rating',
  // As it is typed: stars, with parts of them.
  text: ({ rating }) => (rating === null ? '' : String(rating / 20)),
  look: ({ rating }) =>
    rating === null ? null : (
      <span className="flex">
        <RatingMark value={rating} />
      </span>
    ),
  edit: { name: 'rating', label: 'Rating', type: 'rating' },
};

export const favouriteColumn: Column<Item & { favourite: boolean }> = {
  id: 'favourite',
  label: 'Favourite',
  width: 104,
  text: ({ favourite }) => yesNo(favourite),
  look: ({ favourite }) =>
    favourite ? <Heart role="img" aria-label="Yes" className="size-4 fill-[oklch(0.7_0.2_18)] text-[oklch(0.7_0.2_18)]" /> : null,
  edit: { name: 'favourite', label: 'Favourite', type: 'check' },
};

interface Dated extends Item {
  createdAt: string;
  updatedAt: string;
}
export const addedColumn: Column<Dated> = {
  id: 'added',
  label: 'Added',
  width: 124,
  sort: 'added',
  text: ({ createdAt }) => formatDay(createdAt),
};
export const updatedColumn: Column<Dated> = {
  id: 'updated',
  label: 'Changed',
  width: 124,
  sort: 'updated',
  extra: true,
  text: ({ updatedAt }) => formatDay(updatedAt),
};

/** How many of something an item has. */
export const countColumn = <T extends Item>(
  id: string,
  label: string,
  count: (item: T) => number,
  part: { sort?: SortName; extra?: true } = {},
): Column<T> => ({ id, label, width: 96, numeric: true, text: (item) => formatCount(count(item)), ...part });

export const yesNo = (value: boolean): string => (value ? 'Yes' : 'No');

interface Pictured extends Item {
  imageUrl: string | null;
}
/** The name of what people make, with its picture. */
export const nameColumn = <T extends Pictured>(kind: EntityKind, edit: FormField): Column<T> => ({
  id: 'name',
  label: 'Name',
  width: 260,
  sort: 'name',
  text: ({ name }) => name,
  picture: ({ imageUrl }) => (
    <Thumbnail square={kind === 'performer'}>
      <EntityImage kind={kind} url={imageUrl} className="size-full" />
    </Thumbnail>
  ),
  edit,
});

/** As high as its row. */
export const Thumbnail = ({ square = false, children }: { square?: boolean; children: ReactNode }) => (
  <span className={cn('block h-full overflow-hidden', square ? 'aspect-square rounded-full' : 'aspect-video rounded')}>{children}</span>
);

export const textField = (name: string, label: string): FormField => ({ name, label, type: 'text' });
export const dateField = (name: string, label: string): FormField => ({
  name,
  label,
  type: 'date',
  placeholder: '2019, 2019-06 or 2019-06-30',
});
export const namesOf = (items: readonly { name: string }[]): string => items.map(({ name }) => name).join(', ');
