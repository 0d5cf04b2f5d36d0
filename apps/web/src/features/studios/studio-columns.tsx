import type { StudioCard } from '@reelm/contracts';
import type { Column } from '@/components/list/table/column';
import {
  addedColumn,
  countColumn,
  favouriteColumn,
  nameColumn,
  ratingColumn,
  textField,
  updatedColumn,
} from '@/components/list/table/usual-columns';

/** The table of studios. */
export const studioColumns: readonly Column<StudioCard>[] = [
  nameColumn('studio', textField('name', 'Name')),
  {
    id: 'parent',
    label: 'Belongs to',
    width: 200,
    text: ({ parent }) => parent?.name ?? '',
    edit: { name: 'parentId', label: 'Belongs to', type: 'entities', kind: 'studio', multiple: false },
  },
  ratingColumn,
  favouriteColumn,
  countColumn('videos', 'Videos', ({ videos }) => videos, { sort: 'videos' }),
  countColumn('studios', 'Studios below', ({ studios }) => studios, { sort: 'studios' }),
  countColumn('galleries', 'Galleries', ({ galleries }) => galleries, { sort: 'galleries', extra: true }),
  countColumn('images', 'Images', ({ images }) => images, { sort: 'images', extra: true }),
  addedColumn,
  updatedColumn,
];
