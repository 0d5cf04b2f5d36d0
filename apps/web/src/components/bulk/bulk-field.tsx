'use client';

import { FormField as FieldControl } from '@/components/entity-form/form-field';
import type { FormField } from '@/components/entity-form/form-model';
import { inputLook } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { actionsFor, firstChoice, type BulkAction, type Choice, type Present } from './bulk-model';

interface BulkFieldProps {
  field: FormField;
  /** Whether entries can be added to it and taken away. */
  list: boolean;
  present: Present;
  choice: Choice | null;
  error: string | undefined;
  onChange: (choice: Choice | null) => void;
}

const says: Readonly<Record<BulkAction, string>> = { set: 'Set to', clear: 'Clear', add: 'Add', remove: 'Remove' };

/** One field of many items: what they have, and what shall become of it. */
export function BulkField({ field, list, present, choice, error, onChange }: BulkFieldProps) {
  const { label } = field;
  const options =
    field.type === 'check'
      ? [
          { value: 'yes', says: 'Yes' },
          { value: 'no', says: 'No' },
        ]
      : actionsFor(field, list).map((action) => ({ value: action, says: list && action === 'set' ? 'Replace by' : says[action] }));
  const chosen = choice === null ? '' : field.type === 'check' ? (choice.value === true ? 'yes' : 'no') : choice.action;
  const choose = (value: string): void => {
    if (value === '') onChange(null);
    else if (field.type === 'check') onChange({ action: 'set', value: value === 'yes' });
    else {
      const action = value as BulkAction;
      // What was picked already goes along with another action.
      onChange(choice && choice.action !== 'clear' ? { ...choice, action } : firstChoice(field, action));
    }
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2.5 py-2.5">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-medium">{label}</p>
          <p className="truncate text-[0.8125rem] text-muted" title={inWords(present)}>
            {inWords(present)}
          </p>
        </div>
        <select
          aria-label={`${label}: what to do`}
          value={chosen}
          onChange={(event) => choose(event.target.value)}
          className={cn(inputLook, 'h-9 w-32 shrink-0 text-sm pointer-coarse:h-11 pointer-coarse:text-base', choice && 'border-accent')}
        >
          <option value="">Leave</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.says}
            </option>
          ))}
        </select>
      </div>
      {choice && choice.action !== 'clear' && field.type !== 'check' ? (
        <FieldControl
          field={{ ...field, label: `${label} to ${wordFor(choice.action)}` }}
          value={choice.value}
          error={error}
          autoFocus={false}
          onChange={(value) => onChange({ ...choice, value })}
        />
      ) : null}
    </div>
  );
}

const wordFor = (action: BulkAction): string => (action === 'set' ? 'set' : action);

function inWords(present: Present): string {
  switch (present.known) {
    case 'same':
      return present.words;
    case 'mixed':
      return present.words === '' ? 'Mixed' : `Mixed: ${present.words}`;
    case 'nothing':
      return 'Not known here';
  }
}
