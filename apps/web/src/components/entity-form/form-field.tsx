'use client';

import { useId } from 'react';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import { CheckField, SelectField, TextAreaField, TextField } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { textOf, type FormField as Field, type FormValue } from './form-model';

interface FormFieldProps {
  field: Field;
  value: FormValue;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: FormValue) => void;
}

/** One field of an entity's form. */
export function FormField({ field, value, error, autoFocus, onChange }: FormFieldProps) {
  return (
    <div className={cn('min-w-0', field.wide && 'sm:col-span-2')}>
      <Control field={field} value={value} error={error} autoFocus={autoFocus} onChange={onChange} />
    </div>
  );
}

function Control({ field, value, error, autoFocus, onChange }: FormFieldProps) {
  const { label, help } = field;
  const typed = (event: { target: { value: string } }): void => onChange(event.target.value);
  switch (field.type) {
    case 'check':
      return <CheckField label={label} help={help} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case 'entities':
      return <Picker field={field} value={value as readonly Picked[]} error={error} onChange={onChange} />;
    case 'long':
    case 'lines':
    case 'ids':
      return (
        <TextAreaField
          label={label}
          help={help}
          error={error}
          value={textOf(value)}
          rows={field.type === 'long' ? 5 : 3}
          placeholder={field.placeholder}
          spellCheck={field.type === 'long'}
          onChange={typed}
          className={field.type === 'long' ? undefined : 'min-h-18'}
        />
      );
    case 'yesno':
    case 'choice': {
      const options = field.type === 'yesno' ? yesNo : field.options;
      return (
        <SelectField label={label} help={help} error={error} value={textOf(value)} onChange={typed}>
          <option value="">Not known</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </SelectField>
      );
    }
    case 'rating':
    case 'text':
    case 'time':
    case 'number':
    case 'date':
      return (
        <TextField
          label={label}
          help={help}
          error={error}
          value={textOf(value)}
          placeholder={field.type === 'time' ? '1:15' : field.placeholder}
          inputMode={field.type === 'number' || field.type === 'rating' ? 'decimal' : undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          onChange={typed}
        />
      );
  }
}

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
] as const;

interface PickerProps {
  field: Extract<Field, { type: 'entities' }>;
  value: readonly Picked[];
  error: string | undefined;
  onChange: (value: FormValue) => void;
}

function Picker({ field, value, error, onChange }: PickerProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5" role="group" aria-labelledby={id}>
      <span id={id} className="text-sm font-medium">
        {field.label}
      </span>
      <EntityPicker kind={field.kind} label={field.label} value={value} onChange={onChange} multiple={field.multiple} mayCreate />
      {error ? (
        <p role="alert" className="text-[0.8125rem] text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
