'use client';

import { MarkerUpdate, type Marker } from '@reelm/contracts';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { EditableEntities } from '@/components/edit/editable-entities';
import { EditableText } from '@/components/edit/editable-text';
import { EntityChip } from '@/components/entity-picker/entity-chip';
import { Button, IconButton } from '@/components/ui/button';
import { entityAddress } from '@/lib/addresses';
import { formatTime } from '@/lib/format';
import { parseTime, writeTime } from '@/lib/timecode';
import type { Playhead } from '../playhead';

interface MarkerRowProps {
  marker: Marker;
  mayEdit: boolean;
  playhead: Playhead;
  onChange: (patch: MarkerUpdate) => void;
  onRemove: () => void;
}

/** A marker: its time leads there, and it is edited in its place. */
export function MarkerRow({ marker, mayEdit, playhead, onChange, onRemove }: MarkerRowProps) {
  const [editing, setEditing] = useState(false);
  const { name, startSeconds, endSeconds, primaryTag, tags, performers } = marker;
  const further = [...(primaryTag && primaryTag.name !== name ? [primaryTag] : []), ...tags];
  return (
    <li className="grid gap-1 rounded-md px-1.5 py-1.5 hover:bg-raised/70">
      <div className="flex items-center gap-1">
        <button
          type="button"
          onClick={() => playhead.seek(startSeconds)}
          title={`Jump to ${formatTime(startSeconds)}`}
          className="flex min-w-0 flex-1 items-baseline gap-2.5 rounded-md py-1 text-left text-sm hover:text-accent pointer-coarse:min-h-11 pointer-coarse:items-center"
        >
          <span className="shrink-0 text-muted tabular-nums">
            {formatTime(startSeconds)}
            {endSeconds === null ? '' : ` – ${formatTime(endSeconds)}`}
          </span>
          <span className="truncate font-medium">{name}</span>
        </button>
        {mayEdit ? (
          <>
            <IconButton size="small" label={`Edit ${name}`} aria-expanded={editing} onClick={() => setEditing(!editing)}>
              <Pencil className={editing ? 'text-accent' : undefined} />
            </IconButton>
            <IconButton size="small" label={`Delete ${name}`} onClick={onRemove}>
              <Trash2 />
            </IconButton>
          </>
        ) : null}
      </div>
      {editing ? (
        <MarkerFields marker={marker} playhead={playhead} onChange={onChange} />
      ) : further.length + performers.length > 0 ? (
        <p className="flex flex-wrap gap-1.5 pb-1">
          {further.map((tag) => (
            <EntityChip key={tag.id} kind="tag" name={tag.name} href={entityAddress('tag', tag.id)} />
          ))}
          {performers.map((performer) => (
            <EntityChip
              key={performer.id}
              kind="performer"
              name={performer.name}
              imageUrl={performer.imageUrl}
              href={entityAddress('performer', performer.id)}
            />
          ))}
        </p>
      ) : null}
    </li>
  );
}

const TitleText = z.string().refine((text) => MarkerUpdate.safeParse({ title: text }).success);
const TimeText = z.string().refine((text) => parseTime(text) !== null, 'Use a time such as 1:15');

/** Each field is saved by itself, as those of the video are. */
function MarkerFields({ marker, playhead, onChange }: Pick<MarkerRowProps, 'marker' | 'playhead' | 'onChange'>) {
  const { title, startSeconds, endSeconds, primaryTag, tags, performers } = marker;
  const here = (): number => Math.round(playhead.time() * 10) / 10;
  const time = (text: string | null): number | null => (text === null ? null : parseTime(text));
  return (
    <div className="grid gap-2 border-l-2 border-line pb-2 pl-3">
      <Field name="Title">
        <EditableText name="Marker title" value={title} schema={TitleText} mayEdit onSave={(text) => onChange({ title: text })}>
          {title ? <p className="text-sm">{title}</p> : null}
        </EditableText>
      </Field>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <Field name="From">
          <EditableText
            name="Start"
            value={writeTime(startSeconds)}
            schema={TimeText}
            mayEdit
            onSave={(text) => onChange({ startSeconds: time(text) ?? 0, endSeconds })}
          >
            <p className="text-sm tabular-nums">{writeTime(startSeconds)}</p>
          </EditableText>
          <Button
            look="quiet"
            size="small"
            className="-ml-2.5 justify-self-start"
            onClick={() => onChange({ startSeconds: here(), endSeconds })}
          >
            Begin here
          </Button>
        </Field>
        <Field name="To">
          <EditableText
            name="End"
            value={endSeconds === null ? null : writeTime(endSeconds)}
            schema={TimeText}
            mayEdit
            onSave={(text) => onChange({ startSeconds, endSeconds: time(text) })}
          >
            {endSeconds === null ? null : <p className="text-sm tabular-nums">{writeTime(endSeconds)}</p>}
          </EditableText>
          <Button
            look="quiet"
            size="small"
            className="-ml-2.5 justify-self-start"
            onClick={() => onChange({ startSeconds, endSeconds: here() })}
          >
            End here
          </Button>
        </Field>
      </div>
      <Field name="Main tag">
        <EditableEntities
          kind="tag"
          name="Main tag"
          value={primaryTag ? [primaryTag] : []}
          mayEdit
          multiple={false}
          onSave={([tag]) => onChange({ primaryTagId: tag?.id ?? null })}
        />
      </Field>
      <Field name="Further tags">
        <EditableEntities
          kind="tag"
          name="Further tags"
          value={tags}
          mayEdit
          onSave={(all) => onChange({ tagIds: all.map(({ id }) => id) })}
        />
      </Field>
      <Field name="Performers">
        <EditableEntities
          kind="performer"
          name="Marker performers"
          value={performers}
          mayEdit
          onSave={(all) => onChange({ performerIds: all.map(({ id }) => id) })}
        />
      </Field>
    </div>
  );
}

const Field = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div className="grid gap-1">
    <p className="text-xs text-muted">{name}</p>
    {children}
  </div>
);
