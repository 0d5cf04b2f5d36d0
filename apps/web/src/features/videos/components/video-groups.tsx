'use client';

import type { Video } from '@reelm/contracts';
import Link from 'next/link';
import { EditableEntities } from '@/components/edit/editable-entities';
import { EditableText } from '@/components/edit/editable-text';
import { entityAddress } from '@/lib/addresses';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { z } from 'zod';
import type { useEditVideo } from '../hooks/use-edit-video';

const PlaceText = z.string().refine((text) => /^\d{1,5}$/.test(text), 'Use a whole number, for example 3');

interface VideoGroupsProps {
  video: Video;
  mayEdit: boolean;
  edit: ReturnType<typeof useEditVideo>['edit'];
}

/** The groups that a video is in, and its place in each. */
export function VideoGroups({ video, mayEdit, edit }: VideoGroupsProps) {
  const { groups } = video;
  const save = (next: Video['groups'], done: string): void =>
    edit({ patch: { groups: next.map(({ group, place }) => ({ groupId: group.id, place })) }, shown: { groups: next }, done });
  return (
    <div className="grid gap-2">
      <EditableEntities
        kind="group"
        name="Groups"
        value={groups.map(({ group }) => group)}
        mayEdit={mayEdit}
        none="In no group"
        onSave={(picked) =>
          save(
            picked.map(({ id, name }) => groups.find(({ group }) => group.id === id) ?? { group: { id, name }, place: null }),
            'Groups saved',
          )
        }
      >
        {groups.length === 0 ? undefined : (
          <ul aria-label="Groups" className="grid min-w-0 flex-1 gap-1">
            {groups.map(({ group, place }) => (
              <li key={group.id} className="flex min-w-0 flex-wrap items-center gap-x-3 text-sm">
                <Link
                  href={entityAddress('group', group.id)}
                  className="flex min-w-0 items-center gap-2 rounded hover:text-accent pointer-coarse:min-h-11"
                >
                  <EntityImage kind="group" url={null} />
                  <span className="truncate">{group.name}</span>
                </Link>
                <EditableText
                  name={`Place in ${group.name}`}
                  value={place === null ? null : String(place)}
                  schema={PlaceText}
                  mayEdit={mayEdit}
                  placeholder="3"
                  onSave={(text) =>
                    save(
                      groups.map((each) => (each.group.id === group.id ? { group, place: text === null ? null : Number(text) } : each)),
                      'Place saved',
                    )
                  }
                >
                  <span className="text-muted tabular-nums">{place === null ? 'no place' : `number ${place}`}</span>
                </EditableText>
              </li>
            ))}
          </ul>
        )}
      </EditableEntities>
    </div>
  );
}
