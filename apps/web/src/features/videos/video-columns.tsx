import type { VideoCard } from '@reelm/contracts';
import { EntityImage } from '@/components/entity-picker/entity-image';
import type { Column } from '@/components/list/table/column';
import {
  addedColumn,
  countColumn,
  dateField,
  favouriteColumn,
  namesOf,
  ratingColumn,
  textField,
  Thumbnail,
  updatedColumn,
  yesNo,
} from '@/components/list/table/usual-columns';
import { formatTime, resolutionName } from '@/lib/format';

const states = { pending: 'Being analysed', ready: 'Ready', failed: 'Cannot be read', missing: 'File not there' } as const;

/** The table of videos. */
export const videoColumns: readonly Column<VideoCard>[] = [
  {
    id: 'name',
    label: 'Title',
    width: 340,
    sort: 'name',
    text: ({ name }) => name,
    picture: ({ coverUrl }) => (
      <Thumbnail>
        <EntityImage kind="video" url={coverUrl} className="size-full" />
      </Thumbnail>
    ),
    edit: textField('title', 'Title'),
  },
  { id: 'date', label: 'Date', width: 116, sort: 'date', text: ({ date }) => date ?? '', edit: dateField('date', 'Date') },
  ratingColumn,
  {
    id: 'studio',
    label: 'Studio',
    width: 160,
    sort: 'studio',
    text: ({ studio }) => studio?.name ?? '',
    edit: { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false },
  },
  {
    id: 'performers',
    label: 'Performers',
    width: 240,
    sort: 'performers',
    text: ({ performers, counts }) =>
      namesOf(performers) + (counts.performers > performers.length ? ` +${counts.performers - performers.length}` : ''),
    edit: { name: 'performerIds', label: 'Performers', type: 'entities', kind: 'performer', multiple: true },
    // A card names a few only; the others must not get lost.
    mayEdit: ({ performers, counts }) => counts.performers === performers.length,
  },
  {
    id: 'duration',
    label: 'Length',
    width: 92,
    sort: 'duration',
    numeric: true,
    text: ({ durationSeconds }) => formatTime(durationSeconds),
  },
  {
    id: 'resolution',
    label: 'Resolution',
    width: 112,
    sort: 'resolution',
    text: ({ width, height }) => resolutionName(width, height) ?? '',
  },
  countColumn('tags', 'Tags', ({ counts }) => counts.tags, { sort: 'tags' }),
  countColumn('markers', 'Markers', ({ counts }) => counts.markers, { sort: 'markers' }),
  favouriteColumn,
  {
    id: 'organised',
    label: 'Organised',
    width: 108,
    text: ({ organised }) => yesNo(organised),
    edit: { name: 'organised', label: 'Organised', type: 'check' },
  },
  addedColumn,
  updatedColumn,
  countColumn('files', 'Files', ({ counts }) => counts.files, { extra: true }),
  { id: 'state', label: 'State', width: 130, extra: true, text: ({ state }) => states[state] },
  {
    id: 'resume',
    label: 'Resume point',
    width: 124,
    sort: 'resume',
    numeric: true,
    extra: true,
    text: ({ resumeSeconds }) => (resumeSeconds === null ? '' : formatTime(resumeSeconds)),
  },
  { id: 'later', label: 'Watch later', width: 112, sort: 'watchlater', extra: true, text: ({ watchLater }) => yesNo(watchLater) },
];
