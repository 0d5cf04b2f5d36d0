'use client';

import type { BulkEdit, BulkForecast } from '@reelm/contracts';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { bulkEdit, bulkForecast, updateSchema } from '@/components/edit/item-api';
import type { FormField } from '@/components/entity-form/form-model';
import { useCustomFields } from '@/components/entity-form/use-custom-fields';
import type { SelectionActionsProps } from '@/components/list/kind';
import { targetOf } from '@/components/list/selection';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { formatCount, plural } from '@/lib/format';
import { BulkField } from './bulk-field';
import { bulkFields, isList } from './bulk-fields';
import { planOf, type Choice, type Choices } from './bulk-model';
import { BulkOutcome } from './bulk-outcome';
import { usePresent } from './use-present';
import { useBulkUndo } from './use-bulk-undo';

/** On a desktop it stands at the side, so that what is chosen stays in sight. */
const asSheet =
  'sm:inset-y-0 sm:right-0 sm:left-auto sm:h-dvh sm:max-h-dvh sm:w-[min(30rem,100vw)] sm:translate-x-0 sm:rounded-none sm:border-y-0 sm:border-r-0';

/** Changes what is chosen, all at once: what is there now, what shall become of it, how many that changes, and then the change. */
export function BulkEditor({ kind, selection, q, count, clear, onClose }: SelectionActionsProps & { onClose: () => void }) {
  const custom = useCustomFields(kind.kind);
  const fields = useMemo(() => bulkFields(kind.kind, custom), [kind.kind, custom]);
  const [choices, setChoices] = useState<Choices>({});
  const [shown, setShown] = useState<Readonly<Record<string, string>>>({});
  const present = usePresent(kind, selection, q);
  const { offerUndo, refresh } = useBulkUndo(kind);

  const plan = planOf(kind.kind, fields, choices, updateSchema(kind.kind));
  const request = { target: targetOf(selection, q), change: plan.change };
  const forecast = useMutation({ mutationFn: () => bulkForecast(kind.kind, request) });
  const apply = useMutation({
    mutationFn: () => bulkEdit(kind.kind, request),
    onSuccess: (edit) => {
      refresh();
      // What went on as a job, or failed in part, has more to say.
      if (isThrough(edit)) {
        offerUndo(edit);
        clear();
      }
    },
  });
  const choose = (field: FormField, choice: Choice | null): void => {
    setChoices((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([name]) => name !== field.name));
      return choice ? { ...others, [field.name]: choice } : others;
    });
    setShown({});
    forecast.reset();
    apply.reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setShown(plan.problems);
    if (Object.keys(plan.problems).length > 0 || Object.keys(plan.change).length === 0) return;
    if (forecast.data) apply.mutate();
    else forecast.mutate();
  };
  const chosen = count === null ? `all ${kind.many} that match` : plural(count, kind.one, kind.many);
  if (apply.data && !isThrough(apply.data))
    return (
      <BulkOutcome
        kind={kind}
        edit={apply.data}
        onClose={() => {
          onClose();
          clear();
        }}
      />
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Edit ${chosen}`}
      description={noteOf(selection.all, present.known, count)}
      className={asSheet}
    >
      <form noValidate aria-label={`Edit ${kind.many}`} onSubmit={submit}>
        <div className="divide-y divide-line">
          {fields.map((field) => (
            <BulkField
              key={field.name}
              field={field}
              list={isList(kind.kind, field)}
              present={present.of(field)}
              choice={choices[field.name] ?? null}
              error={shown[field.name]}
              onChange={(choice) => choose(field, choice)}
            />
          ))}
        </div>
        <div className="sticky -bottom-5 z-1 -mx-5 mt-4 grid gap-3 border-t border-line bg-panel px-5 pt-3 pb-5">
          <p role="status" className="text-sm text-muted empty:hidden">
            {forecast.data ? inWords(forecast.data, kind) : null}
          </p>
          <ErrorNote error={forecast.error ?? apply.error} />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            {forecast.data ? (
              <Button type="submit" look="primary" disabled={apply.isPending || forecast.data.changed === 0}>
                Change {plural(forecast.data.changed, kind.one, kind.many)}
              </Button>
            ) : (
              <Button type="submit" look="primary" disabled={forecast.isPending || Object.keys(choices).length === 0}>
                {forecast.isPending ? 'Counting…' : 'See what changes'}
              </Button>
            )}
          </DialogActions>
        </div>
      </form>
    </Dialog>
  );
}

const isThrough = (edit: BulkEdit): boolean => edit.state === 'done' && edit.failed === 0;

const noteOf = (all: boolean, known: number | null, count: number | null): string => {
  if (all) return 'All that the search finds. What they have now is counted where the search counts it.';
  return known !== null && count !== null && known < count
    ? `What they have now is known of ${formatCount(known)} of them.`
    : 'Fields that you leave stay as they are.';
};

function inWords({ matched, changed, unchanged, failed }: BulkForecast, { one, many }: SelectionActionsProps['kind']): string {
  const parts = [
    `${formatCount(changed)} of ${plural(matched, one, many)} will change.`,
    unchanged > 0 ? `${formatCount(unchanged)} ${unchanged === 1 ? 'is' : 'are'} so already.` : '',
    failed > 0 ? `${formatCount(failed)} cannot be changed.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
