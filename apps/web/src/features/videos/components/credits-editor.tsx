'use client';

import type { Credit } from '@reelm/contracts';
import { useState } from 'react';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { EntityPicker } from '@/components/entity-picker/entity-picker';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { TextField } from '@/components/ui/field';

interface CreditsEditorProps {
  credits: readonly Credit[];
  onSave: (credits: readonly Credit[]) => void;
  onCancel: () => void;
}

/** Chooses who appears; each may be credited by another name and have tags in this video alone. */
export function CreditsEditor({ credits, onSave, onCancel }: CreditsEditorProps) {
  const [draft, setDraft] = useState(credits);
  const change = (id: string, patch: Partial<Credit>): void =>
    setDraft((now) => now.map((credit) => (credit.performer.id === id ? { ...credit, ...patch } : credit)));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <EntityPicker
        kind="performer"
        label="Performers"
        value={draft.map(({ performer }) => performer)}
        onChange={(picked) =>
          setDraft(
            picked.map(
              ({ id, name, imageUrl = null }) =>
                draft.find(({ performer }) => performer.id === id) ?? { performer: { id, name, imageUrl }, creditedAs: null, tags: [] },
            ),
          )
        }
        mayCreate
        autoFocus
      />
      {draft.map(({ performer, creditedAs, tags }) => (
        <Disclosure
          key={performer.id}
          open={creditedAs !== null || tags.length > 0}
          className="rounded-md border border-line px-2.5"
          summary={
            <span className="flex min-w-0 items-center gap-2 text-ink">
              <EntityImage kind="performer" url={performer.imageUrl} />
              <span className="truncate">{performer.name}</span>
              <span className="shrink-0 text-xs text-muted">in this video</span>
            </span>
          }
        >
          <div className="grid gap-3 pt-1 pb-3">
            <TextField
              label="Credited as"
              value={creditedAs ?? ''}
              placeholder={performer.name}
              maxLength={300}
              onChange={(event) => change(performer.id, { creditedAs: event.target.value.trim() === '' ? null : event.target.value })}
            />
            <div className="grid gap-1.5" role="group" aria-label={`Tags of ${performer.name} in this video`}>
              <span className="text-sm font-medium">Tags in this video</span>
              <EntityPicker
                kind="tag"
                label={`Tags of ${performer.name}`}
                value={tags}
                onChange={(picked) => change(performer.id, { tags: picked.map(({ id, name }) => ({ id, name })) })}
                mayCreate
              />
            </div>
          </div>
        </Disclosure>
      ))}
      <div className="flex gap-2">
        <Button
          look="primary"
          size="small"
          onClick={() => onSave(draft.map((credit) => ({ ...credit, creditedAs: credit.creditedAs?.trim() || null })))}
        >
          Save
        </Button>
        <Button look="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
