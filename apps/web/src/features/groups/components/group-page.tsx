'use client';

import type { Group, GroupCard } from '@reelm/contracts';
import Link from 'next/link';
import { EditableEntities } from '@/components/edit/editable-entities';
import type { EditControl } from '@/components/edit/use-edit';
import { EntityHead } from '@/components/detail/entity-head';
import { EntityPage } from '@/components/detail/entity-page';
import { EntityTile } from '@/components/detail/entity-tile';
import { NothingIn } from '@/components/detail/nothing-in';
import { DetailTabs, useTab, type DetailTab } from '@/components/detail/tabs';
import { entityAddress } from '@/lib/addresses';
import { formatPartialDate } from '@/lib/dates';
import { formatTime, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { GroupVideos } from './group-videos';

export function GroupPage({ id }: { id: string }) {
  return (
    <EntityPage kind="group" id={id}>
      {(group, editing) => (
        <>
          <EntityHead kind="group" entity={group} editing={editing} above={<Above group={group} />} facts={factsOf(group)} />
          <Parts group={group} editing={editing} />
        </>
      )}
    </EntityPage>
  );
}

const Above = ({ group }: { group: Group }) =>
  group.containedIn.length === 0 ? null : (
    <p className="text-sm text-muted">
      Part of{' '}
      {group.containedIn.map(({ id, name }, place) => (
        <span key={id}>
          {place > 0 ? ', ' : ''}
          <Link href={entityAddress('group', id)} className="rounded text-ink hover:text-accent">
            {name}
          </Link>
        </span>
      ))}
    </p>
  );

const factsOf = (group: Group) => [
  { name: 'Date', value: group.date && formatPartialDate(group.date) },
  {
    name: 'Studio',
    value: group.studio && (
      <Link href={entityAddress('studio', group.studio.id)} className="rounded hover:text-accent">
        {group.studio.name}
      </Link>
    ),
  },
  { name: 'Director', value: group.director },
  { name: 'Duration', value: group.durationSeconds === null ? null : formatTime(group.durationSeconds) },
];

function Parts({ group, editing }: { group: Group; editing: EditControl<Group> }) {
  const tabs: readonly DetailTab[] = [
    { id: 'videos', label: 'Videos', count: group.videos },
    { id: 'groups', label: 'Groups within', count: group.parts.length },
  ];
  const tab = useTab(tabs);
  return (
    <>
      <DetailTabs label={`About ${group.name}`} tabs={tabs} current={tab} />
      {tab === 'videos' ? <GroupVideos group={group} /> : <Within group={group} editing={editing} />}
    </>
  );
}

/** Groups within the group, in their order; the order of the chips is the order of the parts. */
function Within({ group, editing }: { group: Group; editing: EditControl<Group> }) {
  const mayEdit = useMay('editor');
  const { parts } = group;
  const described = new Map(parts.map((part) => [part.group.id, part]));
  return (
    <div className="grid gap-5 px-4 pt-5 sm:px-6">
      {mayEdit ? (
        <EditableEntities
          kind="group"
          name="Groups within"
          value={parts.map((part) => part.group)}
          mayEdit
          className="max-w-3xl"
          onSave={(picked) =>
            editing.edit({
              patch: { groups: picked.map(({ id }) => ({ id, description: described.get(id)?.description ?? null })) },
              shown: { parts: picked.flatMap(({ id }) => described.get(id) ?? []) },
              done: 'Groups saved',
            })
          }
        />
      ) : null}
      {parts.length === 0 ? (
        <NothingIn kind="group">
          A series can hold its seasons, a collection its films. Add the groups that belong to {group.name}.
        </NothingIn>
      ) : (
        <ol aria-label={`Groups within ${group.name}`} className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-x-4 gap-y-6">
          {parts.map((part) => (
            <li key={part.group.id}>
              <EntityTile kind="group" entity={part.group}>
                {part.description ? <p className="truncate">{part.description}</p> : null}
                <p>{tileFacts(part.group)}</p>
              </EntityTile>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

const tileFacts = ({ date, videos }: GroupCard): string => [date?.slice(0, 4), plural(videos, 'video')].filter(Boolean).join(' · ');
