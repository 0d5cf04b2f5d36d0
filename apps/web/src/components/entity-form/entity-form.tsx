'use client';

import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import { EditConflict } from '@/components/edit/edit-conflict';
import type { Fields } from '@/components/edit/values';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Disclosure } from '@/components/ui/disclosure';
import { hasCode } from '@/lib/api';
import { FormField } from './form-field';
import { changeOf, problemsOf, valuesOf, type FormChange, type FormSection, type FormValues } from './form-model';

interface EntityFormProps {
  title: string;
  /** What it is, as `performer`. */
  what: string;
  sections: readonly FormSection[];
  schema: z.ZodType;
  /** As it is saved now; what a new one begins with. */
  entity: Fields;
  /** Further sections are folded, where only the first is asked for. */
  fold?: boolean;
  action: string;
  /** Rejects where it is not saved. `version` is that of the entity which the change was made on. */
  save: (change: FormChange, version: number | undefined) => Promise<unknown>;
  onClose: () => void;
}

/** What a new one has where nothing is said. */
const usual: Fields = { autoMatch: true };

/** A window with all fields of an entity. What was changed is saved at once, on the version that was opened. */
export function EntityForm({ title, what, sections, schema, entity, fold = false, action, save, onClose }: EntityFormProps) {
  const fields = sections.flatMap((section) => section.fields);
  const isNew = entity['id'] === undefined;
  const [opened, setOpened] = useState(entity);
  const [before] = useState(() => valuesOf(fields, isNew ? usual : entity));
  const [values, setValues] = useState<FormValues>(() => valuesOf(fields, isNew ? { ...usual, ...entity } : entity));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (): FormChange => changeOf(fields, before, values, entity);

  const submit = (version: unknown): void => {
    const made = change();
    const found = problemsOf(schema, made.patch);
    setProblems(found);
    setError(null);
    if (Object.keys(found).length > 0) return;
    if (!isNew && Object.keys(made.patch).length === 0) return onClose();
    setBusy(true);
    save(made, typeof version === 'number' ? version : undefined).then(onClose, (reason: Error) => {
      setBusy(false);
      setError(reason);
    });
  };
  const conflict = hasCode(error, 'request.conflict');
  const unplaced = Object.entries(problems).filter(([name]) => !fields.some((field) => field.name === name));
  return (
    <Dialog open onOpenChange={onClose} title={title} className="sm:w-[min(46rem,calc(100vw-2rem))]">
      <form
        noValidate
        aria-label={title}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          event.stopPropagation();
          submit(opened['version']);
        }}
      >
        {sections.map((section, place) => {
          const content = (
            <div className="grid items-start gap-x-4 gap-y-3.5 sm:grid-cols-2">
              {section.fields.map((field, at) => (
                <FormField
                  key={field.name}
                  field={field}
                  value={values[field.name] ?? ''}
                  error={problems[field.name]}
                  autoFocus={place === 0 && at === 0}
                  onChange={(value) => setValues((now) => ({ ...now, [field.name]: value }))}
                />
              ))}
            </div>
          );
          const wrong = section.fields.some((field) => problems[field.name]);
          return place > 0 && fold ? (
            <Disclosure key={section.title} summary={section.title} open={wrong} className="mt-2">
              <div className="pt-1 pb-3">{content}</div>
            </Disclosure>
          ) : (
            <fieldset key={section.title} className={place === 0 ? '' : 'mt-6 border-t border-line pt-4'}>
              <legend className={place === 0 ? 'sr-only' : 'float-left mb-3 w-full text-sm font-semibold'}>{section.title}</legend>
              <div className="clear-both">{content}</div>
            </fieldset>
          );
        })}
        <div className="mt-4 grid gap-3 empty:hidden">
          {unplaced.map(([name, message]) => (
            <p key={name} role="alert" className="text-sm text-bad">
              {message}
            </p>
          ))}
          {conflict ? (
            <EditConflict
              what={what}
              entity={entity}
              {...change()}
              onMine={() => {
                setOpened(entity);
                submit(entity['version']);
              }}
              onTheirs={onClose}
            />
          ) : (
            <ErrorNote error={error} />
          )}
        </div>
        <div className="sticky -bottom-5 z-1 -mx-5 mt-5 -mb-5 border-t border-line bg-panel px-5 pb-5">
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" disabled={busy}>
              {action}
            </Button>
          </DialogActions>
        </div>
      </form>
    </Dialog>
  );
}
