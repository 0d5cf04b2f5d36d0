import type { PerformerCard } from '@reelm/contracts';
import { genders } from '@/components/entity-form/kind-fields';
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

/** The table of performers. */
export const performerColumns: readonly Column<PerformerCard>[] = [
  nameColumn('performer', textField('name', 'Name')),
  {
    id: 'disambiguation',
    label: 'Disambiguation',
    width: 160,
    text: ({ disambiguation }) => disambiguation ?? '',
    edit: textField('disambiguation', 'Disambiguation'),
  },
  {
    id: 'gender',
    label: 'Gender',
    width: 150,
    text: ({ gender }) => genders.find(({ value }) => value === gender)?.label ?? '',
    edit: { name: 'gender', label: 'Gender', type: 'choice', options: genders },
  },
  {
    id: 'born',
    label: 'Born',
    width: 116,
    sort: 'birthdate',
    text: ({ birthDate }) => birthDate ?? '',
    edit: dateField('birthDate', 'Born'),
  },
  {
    id: 'country',
    label: 'Country',
    width: 96,
    text: ({ country }) => country ?? '',
    edit: { name: 'country', label: 'Country', type: 'text', placeholder: 'DE' },
  },
  ratingColumn,
  favouriteColumn,
  countColumn('videos', 'Videos', ({ videos }) => videos, { sort: 'videos' }),
  countColumn('markers', 'Markers', ({ markers }) => markers, { sort: 'markers' }),
  countColumn('galleries', 'Galleries', ({ galleries }) => galleries, { sort: 'galleries', extra: true }),
  countColumn('images', 'Images', ({ images }) => images, { sort: 'images', extra: true }),
  addedColumn,
  updatedColumn,
];
