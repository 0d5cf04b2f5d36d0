import type { TagCard } from '@reelm/contracts';
import type { Column } from '@/components/list/table/column';
import {
  addedColumn,
  countColumn,
  favouriteColumn,
  nameColumn,
  namesOf,
  textField,
  updatedColumn,
} from '@/components/list/table/usual-columns';

/** The table of tags. */
export const tagColumns: readonly Column<TagCard>[] = [
  nameColumn('tag', textField('name', 'Name')),
  {
    id: 'parents',
    label: 'Stands below',
    width: 240,
    text: ({ parents }) => namesOf(parents),
    edit: { name: 'parentIds', label: 'Stands below', type: 'entities', kind: 'tag', multiple: true },
  },
  favouriteColumn,
  countColumn('videos', 'Videos', ({ videos }) => videos, { sort: 'videos' }),
  countColumn('performers', 'Performers', ({ performers }) => performers, { sort: 'performers' }),
  countColumn('markers', 'Markers', ({ markers }) => markers, { sort: 'markers' }),
  countColumn('studios', 'Studios', ({ studios }) => studios),
  countColumn('groups', 'Groups', ({ groups }) => groups),
  countColumn('galleries', 'Galleries', ({ galleries }) => galleries, { sort: 'galleries', extra: true }),
  countColumn('images', 'Images', ({ images }) => images, { sort: 'images', extra: true }),
  addedColumn,
  updatedColumn,
];
