'use client';

import type { NamedKind } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { EditControl } from '@/components/edit/use-edit';
import type { Fields } from '@/components/edit/values';
import { createEntity, createSchema, keyOf, updateSchema, type Entity } from '@/components/entity-api';
import { entityAddress } from '@/lib/addresses';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { refreshLists } from '@/components/list/list-data';
import { showToast } from '@/lib/toast';
import { EntityForm } from './entity-form';
import { customFormFields, type FormSection } from './form-model';
import { kindSections } from './kind-fields';
import { useCustomFields } from './use-custom-fields';

function useSections(kind: NamedKind): readonly FormSection[] {
  const custom = useCustomFields(kind);
  const sections = kindSections[kind];
  return custom.length === 0 ? sections : [...sections, { title: 'Own fields', fields: customFormFields(custom) }];
}

interface CreateDialogProps {
  kind: NamedKind;
  /** What it begins with: the name that was typed, the parent it is to have. */
  initial?: Fields;
  onMade?: (entity: Entity) => void;
  /** Follows a link to the page of the new one, from the note that tells of it. */
  onOpen?: (address: string) => void;
  onClose: () => void;
}

/** Makes a performer, studio, tag or group. */
export function CreateDialog({ kind, initial = {}, onMade, onOpen, onClose }: CreateDialogProps) {
  const client = useQueryClient();
  const { one } = entityKinds[kind];
  return (
    <EntityForm
      title={`New ${one}`}
      what={one}
      sections={useSections(kind)}
      schema={createSchema(kind)}
      entity={initial}
      fold
      action="Add"
      save={async ({ patch }) => {
        const made = await createEntity(kind, patch);
        void refreshLists(client, keyOf(kind));
        void client.invalidateQueries({ queryKey: ['suggest', kind] });
        onMade?.(made);
        showToast({
          kind: 'good',
          message: `${made.name} added`,
          ...(onOpen ? { action: { label: 'Open', run: () => onOpen(entityAddress(kind, made.id)) } } : {}),
        });
      }}
      onClose={onClose}
    />
  );
}

/** Changes all there is to change of one. */
export function EditDialog<T extends Entity>({
  kind,
  entity,
  editing,
  onClose,
}: {
  kind: NamedKind;
  entity: T;
  editing: EditControl<T>;
  onClose: () => void;
}) {
  return (
    <EntityForm
      title={`Edit ${entity.name}`}
      what={entityKinds[kind].one}
      sections={useSections(kind)}
      schema={updateSchema(kind)}
      entity={{ ...entity }}
      action="Save"
      save={({ patch, shown }, version) => editing.save({ patch, shown: shown as Partial<T>, done: `${entity.name} saved`, version })}
      onClose={onClose}
    />
  );
}
