'use client';

import { GitCompareArrows } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { inWords, shownName, type Fields } from './values';

interface EditConflictProps {
  /** What it is, as `video`. */
  what: string;
  /** As it is saved now. */
  entity: object;
  patch: Fields;
  /** What the entity would show for the ids of the change. */
  shown?: object | undefined;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else saved first: both values, and the choice. */
export function EditConflict({ what, entity, patch, shown = {}, onMine, onTheirs }: EditConflictProps) {
  const saved = entity as Fields;
  const fields = Object.keys(patch).flatMap((field) => {
    const name = shownName(saved, field);
    const yours = (shown as Fields)[name] ?? patch[field];
    return inWords(yours) === inWords(saved[name]) ? [] : [{ field, label: labelOf(name), saved: saved[name], yours }];
  });
  return (
    <div role="alert" className="grid gap-3 rounded-lg border border-warn/45 bg-warn/8 p-4 text-sm">
      <p className="flex items-center gap-2.5 font-medium">
        <GitCompareArrows className="size-4.5 shrink-0 text-warn" aria-hidden />
        Somebody changed this {what} meanwhile. Yours is not saved yet.
      </p>
      {fields.map(({ field, label, saved: theirs, yours }) => (
        <dl key={field} className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          <dt className="text-muted">Saved {label}</dt>
          <dd className="line-clamp-3 break-words">{inWords(theirs)}</dd>
          <dt className="text-muted">Your {label}</dt>
          <dd className="line-clamp-3 break-words">{inWords(yours)}</dd>
        </dl>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="primary" onClick={onMine}>
          Save mine
        </Button>
        <Button size="small" onClick={onTheirs}>
          Keep what is saved
        </Button>
      </div>
    </div>
  );
}

/** `birthDate` is read `birth date`. */
const labelOf = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
