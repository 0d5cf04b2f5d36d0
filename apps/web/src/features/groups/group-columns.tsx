import type { GroupCard } from '@reelm/contracts';
import type { Column } from '@/components/list/table/column';
import {
  addedColumn,
  countColumn,
  dateField,
  favouriteColumn,
  nameColumn,
  ratingColumn,
  textField,
  updatedColumn,
} from '@/components/list/table/usual-columns';

/** The table of groups. */
export const groupColumns: readonly Column<GroupCard>[] = [
  nameColumn('group', textField('name', 'Name')),
  { id: 'date', label: 'Date', width: 116, sort: 'date', text: ({ date }) => date ?? '', edit: dateField('date', 'Date') },
  { id: 'director', label: 'Director', width: 180, text: ({ director }) => director ?? '', edit: textField('director', 'Director') },
  {
    id: 'studio',
    label: 'Studio',
    width: 180,
    text: ({ studio }) => studio?.name ?? '',
    edit: { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false },
  },
  ratingColumn,
  favouriteColumn,
  countColumn('videos', 'Videos', ({ videos }) => videos, { sort: 'videos' }),
  countColumn('groups', 'Groups within', ({ groups }) => groups),
  addedColumn,
  updatedColumn,
];
