'use client';

import { NamedKind, type EntityKind } from '@reelm/contracts';
import { Pencil, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { entityAddress } from '@/lib/addresses';
import { EntityChip } from '@/components/entity-picker/entity-chip';
import type { Picked } from '@/components/entity-picker/entity-picker';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';

const EntityPicker = dynamic(() => import('@/components/entity-picker/entity-picker').then((module) => module.EntityPicker), {
  ssr: false,
});

interface EditableEntitiesProps {
  kind: EntityKind;
  /** Name of the field: `Tags` gives the button `Edit tags`. */
  name: string;
  value: readonly Picked[];
  mayEdit: boolean;
  multiple?: boolean;
  onSave: (value: Picked[]) => void;
  /** Said where there is none. */
  none?: string;
  /** How the value looks while it is not being edited, where not as chips. */
  children?: ReactNode;
  className?: string;
}

/** Chips that turn into a picker in their place. What is picked is saved together, when one is done; Escape leaves it as it was. */
export function EditableEntities({
  kind,
  name,
  value,
  mayEdit,
  multiple = true,
  onSave,
  none,
  children,
  className,
}: EditableEntitiesProps) {
  // Undefined until it was edited once: whoever leaves the picker goes on at its button.
  const [draft, setDraft] = useState<Picked[] | null>();
  const label = `Edit ${name.toLowerCase()}`;
  const save = (): void => {
    if (draft && JSON.stringify(draft.map(({ id }) => id)) !== JSON.stringify(value.map(({ id }) => id))) onSave(draft);
    setDraft(null);
  };
  if (draft)
    return (
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the picker within bubble up to here
      <div
        className={cn('grid gap-2', className)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Escape' && !event.defaultPrevented) setDraft(null);
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      >
        <EntityPicker kind={kind} label={name} value={draft} onChange={setDraft} multiple={multiple} mayCreate autoFocus />
        <div className="flex gap-2">
          <Button look="primary" size="small" onClick={save}>
            Save
          </Button>
          <Button look="quiet" size="small" onClick={() => setDraft(null)}>
            Cancel
          </Button>
        </div>
      </div>
    );
  if (value.length === 0 && !children)
    return mayEdit ? (
      <Button
        look="quiet"
        size="small"
        className={cn('-ml-2.5 justify-self-start', className)}
        autoFocus={draft === null}
        onClick={() => setDraft([])}
      >
        <Plus /> Add {name.toLowerCase()}
      </Button>
    ) : none ? (
      <p className={cn('text-sm text-muted', className)}>{none}</p>
    ) : null;
  return (
    <div className={cn('flex items-start gap-1', className)}>
      {children ?? (
        <ul className="flex min-w-0 flex-wrap gap-1.5" aria-label={name}>
          {value.map((one) => (
            <li key={one.id} className="min-w-0">
              <EntityChip kind={kind} name={one.name} imageUrl={one.imageUrl ?? null} {...hrefOf(kind, one.id)} />
            </li>
          ))}
        </ul>
      )}
      {mayEdit ? (
        <button
          type="button"
          aria-label={label}
          title={label}
          autoFocus={draft === null}
          onClick={() => setDraft([...value])}
          className="-my-0.5 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink pointer-coarse:-my-2 pointer-coarse:size-11"
        >
          <Pencil className="size-4" aria-hidden />
        </button>
      ) : null}
    </div>
  );
}

const hrefOf = (kind: EntityKind, id: string): { href?: string } => {
  const named = NamedKind.safeParse(kind);
  return named.success ? { href: entityAddress(named.data, id) } : {};
};
