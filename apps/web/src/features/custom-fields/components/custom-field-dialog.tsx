'use client';

import { CustomFieldCreate, CustomFieldType, CustomFieldUpdate, entityHttp, EntityKind, type CustomField } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { problemsOf } from '@/components/entity-form/form-model';
import { customFieldsKey } from '@/components/entity-form/use-custom-fields';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField, TextAreaField, TextField } from '@/components/ui/field';
import { call } from '@/lib/api';
import { showToast } from '@/lib/toast';
import { keyFrom } from '../key';

const types: Readonly<Record<CustomField['type'], string>> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  choice: 'Choice of a list',
};

/** Adds a field to one kind, or changes what may be changed of one: kind, key and type stay, since values and searches rely on them. */
export function CustomFieldDialog({ field, onClose }: { field?: CustomField; onClose: () => void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<EntityKind>(field?.kind ?? 'video');
  const [type, setType] = useState<CustomField['type']>(field?.type ?? 'text');
  const [label, setLabel] = useState(field?.label ?? '');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [choices, setChoices] = useState(field?.choices.join('\n') ?? '');
  const [place, setPlace] = useState(String(field?.place ?? 0));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const key = field?.key ?? ownKey ?? keyFrom(label);
  const listed = choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      field
        ? call(entityHttp.updateCustomField, { params: { id: field.id }, body: { label, choices: listed, place: Number(place) } })
        : call(entityHttp.createCustomField, { body: { kind, key, label, type, choices: listed, place: Number(place) } }),
    onSuccess: (saved) => {
      showToast({ kind: 'good', message: `${saved.label} ${field ? 'saved' : 'added'}` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: customFieldsKey }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const shared = { label, choices: listed, place: Number(place) };
    const found = field ? problemsOf(CustomFieldUpdate, shared) : problemsOf(CustomFieldCreate, { ...shared, kind, key, type });
    const missing = type === 'choice' && listed.length === 0 ? { choices: 'Name at least one' } : {};
    setProblems({ ...found, ...missing });
    if (Object.keys(found).length === 0 && !('choices' in missing)) mutate();
  };
  const title = field ? `Edit ${field.label}` : 'Add a field';
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form noValidate aria-label={title} className="grid gap-4" onSubmit={submit}>
        <TextField
          label="Name"
          autoFocus
          autoComplete="off"
          value={label}
          error={problems['label']}
          onChange={(event) => setLabel(event.target.value)}
        />
        {field ? null : (
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField label="Of" value={kind} onChange={(event) => setKind(EntityKind.parse(event.target.value))}>
              {EntityKind.options.map((each) => (
                <option key={each} value={each}>
                  {entityKinds[each].many}
                </option>
              ))}
            </SelectField>
            <SelectField label="Holds" value={type} onChange={(event) => setType(CustomFieldType.parse(event.target.value))}>
              {CustomFieldType.options.map((each) => (
                <option key={each} value={each}>
                  {types[each]}
                </option>
              ))}
            </SelectField>
          </div>
        )}
        {type === 'choice' ? (
          <TextAreaField
            label="Choices"
            help="One on each line. A value that is taken out stays where it was chosen."
            value={choices}
            error={problems['choices']}
            onChange={(event) => setChoices(event.target.value)}
          />
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Key"
            help={field ? 'Searches rely on it, so it stays.' : `Searched as custom.${key || 'key'}`}
            value={key}
            disabled={field !== undefined}
            error={problems['key']}
            spellCheck={false}
            onChange={(event) => setOwnKey(event.target.value)}
          />
          <TextField
            label="Place"
            help="Order on forms, low numbers first."
            inputMode="numeric"
            value={place}
            error={problems['place']}
            onChange={(event) => setPlace(event.target.value)}
          />
        </div>
        <ErrorNote error={error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            {field ? 'Save' : 'Add'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
