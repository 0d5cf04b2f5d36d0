import type { Marker } from '@reelm/contracts';
import { EntityImage } from '@/components/entity-picker/entity-image';
import type { Column } from '@/components/list/table/column';
import { addedColumn, namesOf, textField, Thumbnail, updatedColumn } from '@/components/list/table/usual-columns';
import { SpriteCell } from '@/components/sprite-cell';
import { cellAtTime } from '@/lib/sprite';
import { writeTime } from '@/lib/timecode';

/** The table of markers. */
export const markerColumns: readonly Column<Marker>[] = [
  {
    id: 'name',
    label: 'Title',
    width: 260,
    sort: 'name',
    text: ({ name }) => name,
    picture: ({ video: { sprite, coverUrl }, startSeconds }) => (
      <Thumbnail>
        {sprite ? (
          <SpriteCell url={sprite.url} layout={sprite.layout} cell={cellAtTime(sprite.layout, startSeconds)} className="w-full" />
        ) : (
          <EntityImage kind="marker" url={coverUrl} className="size-full" />
        )}
      </Thumbnail>
    ),
    edit: textField('title', 'Title'),
  },
  { id: 'video', label: 'Video', width: 260, text: ({ video }) => video.name },
  {
    id: 'start',
    label: 'From',
    width: 92,
    sort: 'at',
    numeric: true,
    text: ({ startSeconds }) => writeTime(startSeconds),
    edit: { name: 'startSeconds', label: 'From', type: 'time' },
  },
  {
    id: 'end',
    label: 'To',
    width: 92,
    numeric: true,
    text: ({ endSeconds }) => (endSeconds === null ? '' : writeTime(endSeconds)),
    edit: { name: 'endSeconds', label: 'To', type: 'time' },
  },
  {
    id: 'tag',
    label: 'Main tag',
    width: 160,
    text: ({ primaryTag }) => primaryTag?.name ?? '',
    edit: { name: 'primaryTagId', label: 'Main tag', type: 'entities', kind: 'tag', multiple: false },
  },
  {
    id: 'tags',
    label: 'Tags',
    width: 200,
    text: ({ tags }) => namesOf(tags),
    edit: { name: 'tagIds', label: 'Tags', type: 'entities', kind: 'tag', multiple: true },
  },
  {
    id: 'performers',
    label: 'Performers',
    width: 200,
    text: ({ performers }) => namesOf(performers),
    edit: { name: 'performerIds', label: 'Performers', type: 'entities', kind: 'performer', multiple: true },
  },
  addedColumn,
  updatedColumn,
];
