'use client';

import type { Credit, Video } from '@reelm/contracts';
import { Pencil, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { entityAddress } from '@/lib/addresses';
import { EntityChip } from '@/components/entity-picker/entity-chip';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { Button, IconButton } from '@/components/ui/button';
import type { useEditVideo } from '../hooks/use-edit-video';

const CreditsEditor = dynamic(() => import('./credits-editor').then((module) => module.CreditsEditor), { ssr: false });

interface CreditsProps {
  video: Video;
  mayEdit: boolean;
  edit: ReturnType<typeof useEditVideo>['edit'];
}

/** Who appears in a video, under which name, and with which tags in it. */
export function Credits({ video, mayEdit, edit }: CreditsProps) {
  // Null until it was edited once: whoever leaves the editor goes on at its button.
  const [editing, setEditing] = useState<boolean | null>(null);
  const { credits } = video;
  const save = (next: readonly Credit[]): void => {
    setEditing(false);
    edit({
      patch: {
        credits: next.map(({ performer, creditedAs, tags }) => ({
          performerId: performer.id,
          creditedAs,
          tagIds: tags.map(({ id }) => id),
        })),
      },
      shown: { credits: [...next], performers: next.slice(0, 8).map(({ performer }) => performer) },
      done: 'Performers saved',
    });
  };
  if (editing) return <CreditsEditor credits={credits} onSave={save} onCancel={() => setEditing(false)} />;
  if (credits.length === 0)
    return mayEdit ? (
      <Button
        look="quiet"
        size="small"
        className="-ml-2.5 justify-self-start"
        autoFocus={editing === false}
        onClick={() => setEditing(true)}
      >
        <Plus /> Add performers
      </Button>
    ) : (
      <p className="text-sm text-muted">Nobody named yet</p>
    );
  return (
    <div className="flex items-start gap-1">
      <ul aria-label="Performers" className="grid min-w-0 flex-1 gap-1">
        {credits.map(({ performer, creditedAs, tags }) => (
          <li key={performer.id} className="flex min-w-0 items-start gap-2.5 py-0.5">
            <EntityImage kind="performer" url={performer.imageUrl} className="size-9" />
            <div className="grid min-w-0 gap-1">
              <p className="py-2 text-sm leading-5">
                <Link href={entityAddress('performer', performer.id)} className="rounded font-medium hover:text-accent">
                  {performer.name}
                </Link>
                {creditedAs ? <span className="text-muted"> as {creditedAs}</span> : null}
              </p>
              {tags.length > 0 ? (
                <p className="-mt-1 flex flex-wrap gap-1.5">
                  {tags.map((tag) => (
                    <EntityChip key={tag.id} kind="tag" name={tag.name} href={entityAddress('tag', tag.id)} />
                  ))}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <IconButton label="Edit performers" size="small" autoFocus={editing === false} onClick={() => setEditing(true)}>
          <Pencil />
        </IconButton>
      ) : null}
    </div>
  );
}
