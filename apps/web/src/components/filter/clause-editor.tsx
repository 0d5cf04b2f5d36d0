'use client';

import type { EntityKind } from '@reelm/contracts';
import type { FieldDefinition } from '@reelm/query-language';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { EntityPicker } from '@/components/entity-picker/entity-picker';
import { Button, IconButton } from '@/components/ui/button';
import { inputLook } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { operatorsFor, placeholderFor, quickValues, rangeOf } from './field-inputs';
import type { Chip } from './language';
import { operatorName } from './operators';
import { suggestValues } from './suggestions';
import type { Language } from './use-language';

interface ClauseEditorProps {
  language: Language;
  kind: EntityKind;
  path: string;
  field: FieldDefinition;
  /** The chip that is edited; null for a new one. */
  chip: Chip | null;
  onDone: (parts: readonly string[]) => void;
  onBack: (() => void) | null;
}

const control = cn(inputLook, 'h-10 text-sm pointer-coarse:h-11 pointer-coarse:text-base');

/** Fills in the test of one field: how it compares, with what, and whether it must not hold. */
export function ClauseEditor({ language, kind, path, field, chip, onDone, onBack }: ClauseEditorProps) {
  const [operator, setOperator] = useState(chip?.operator ?? ':');
  const [values, setValues] = useState<readonly string[]>(chip?.values ?? []);
  const [negated, setNegated] = useState(chip?.negated ?? false);
  const [every, setEvery] = useState(false);
  const several = values.length > 1;
  const texts =
    several && every
      ? values.map((value) => language.write({ path, field, operator, values: [value], negated }))
      : [language.write({ path, field, operator, values, negated })];
  const parts = texts.filter((text) => text !== '');
  const problem = parts.flatMap((text) => language.errorsOf(text, kind))[0];
  const operators = operatorsFor(field);
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem && parts.length > 0) onDone(parts);
      }}
    >
      <header className="flex items-center gap-1 border-b border-line py-1.5 pr-2 pl-3">
        {onBack ? (
          <IconButton label="Back to all fields" onClick={onBack} className="-ml-2">
            <ArrowLeft />
          </IconButton>
        ) : null}
        <span className="mr-auto truncate text-sm font-semibold">{path.replaceAll('.', ' › ')}</span>
        <Segments
          label="Must it hold"
          value={negated ? 'not' : 'is'}
          options={[
            ['is', 'is'],
            ['not', 'is not'],
          ]}
          onChange={(next) => setNegated(next === 'not')}
        />
      </header>
      <div className="grid min-h-0 gap-3 overflow-y-auto p-3">
        {operators.length > 1 ? (
          <select aria-label="Comparison" value={operator} onChange={(event) => setOperator(event.target.value)} className={control}>
            {operators.map((name) => (
              <option key={name} value={name} className="bg-panel text-ink">
                {field.type === 'reference' ? (name === '=' ? 'it alone, not those below' : 'it or one below it') : operatorName(name)}
              </option>
            ))}
          </select>
        ) : null}
        <ValueInput
          kind={kind}
          path={path}
          field={field}
          operator={operator}
          values={values}
          onChange={setValues}
          onOperator={setOperator}
        />
        {several && field.type === 'reference' ? (
          <Segments
            label="How many of them"
            value={every ? 'all' : 'any'}
            options={[
              ['any', 'any of these'],
              ['all', 'all of these'],
            ]}
            onChange={(next) => setEvery(next === 'all')}
          />
        ) : null}
        {field.nullable ? (
          <div className="flex gap-1.5">
            <Quick onClick={() => onDone([`${path}:none`])}>has none</Quick>
            <Quick onClick={() => onDone([`${path}:any`])}>has any</Quick>
          </div>
        ) : null}
        {problem ? (
          <p role="alert" className="text-[0.8125rem] text-bad">
            {problem.message} {problem.hint}
          </p>
        ) : (
          <p className="text-xs text-muted">{field.description}</p>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-t border-line p-2">
        {chip ? (
          <Button size="small" look="quiet" onClick={() => onDone([])}>
            Remove
          </Button>
        ) : null}
        <Button type="submit" size="small" look="primary" disabled={problem !== undefined || parts.length === 0}>
          {chip ? 'Apply' : 'Add filter'}
        </Button>
      </footer>
    </form>
  );
}

interface ValueInputProps {
  kind: EntityKind;
  path: string;
  field: FieldDefinition;
  operator: string;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  onOperator: (operator: string) => void;
}

function ValueInput({ kind, path, field, operator, values, onChange, onOperator }: ValueInputProps) {
  const [text = ''] = values;
  switch (field.type) {
    case 'reference':
      return (
        <EntityPicker
          kind={field.to}
          label={path}
          autoFocus
          inline
          value={values.map((name) => ({ id: name, name }))}
          onChange={(picked) => onChange([...new Set(picked.map(({ name }) => name))])}
        />
      );
    case 'choice':
      return <Checks values={values} options={field.values.map((value) => ({ value }))} onChange={onChange} />;
    case 'boolean':
      return (
        <Segments
          label={path}
          value={text}
          options={[
            ['true', 'yes'],
            ['false', 'no'],
          ]}
          onChange={(value) => onChange([value])}
        />
      );
    case 'keyword':
      return <KnownValues kind={kind} path={path} values={values} onChange={onChange} />;
    default: {
      const range = operator === ':' ? rangeOf(field, text) : null;
      return (
        <>
          {range ? (
            <div className="flex items-center gap-2">
              <input
                autoFocus
                aria-label="From"
                value={range[0]}
                placeholder={placeholderFor(field)}
                onChange={(event) => onChange([`${event.target.value}..${range[1]}`])}
                className={control}
              />
              <span className="text-sm text-muted">to</span>
              <input
                aria-label="To"
                value={range[1]}
                onChange={(event) => onChange([`${range[0]}..${event.target.value}`])}
                className={control}
              />
            </div>
          ) : (
            <input
              autoFocus
              aria-label="Value"
              value={text}
              placeholder={placeholderFor(field)}
              spellCheck={false}
              onChange={(event) => onChange([event.target.value])}
              className={control}
            />
          )}
          <div className="flex flex-wrap gap-1.5 empty:hidden">
            {quickValues(field).map(({ label, operator: sign, value }) => (
              <Quick
                key={label}
                onClick={() => {
                  onOperator(sign);
                  onChange([value]);
                }}
              >
                {label}
              </Quick>
            ))}
          </div>
        </>
      );
    }
  }
}

const Quick = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <button
    type="button"
    onClick={onClick}
    className="h-7 rounded-full border border-line px-2.5 text-xs text-muted hover:border-edge hover:text-ink pointer-coarse:h-10"
  >
    {children}
  </button>
);

interface SegmentsProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

const Segments = ({ label, value, options, onChange }: SegmentsProps) => (
  <div role="radiogroup" aria-label={label} className="flex w-fit rounded-md border border-line p-0.5">
    {options.map(([option, name]) => (
      <button
        key={option}
        type="button"
        role="radio"
        aria-checked={value === option}
        onClick={() => onChange(option)}
        className={cn(
          'h-7 rounded-[6px] px-2.5 text-[0.8125rem] pointer-coarse:h-10',
          value === option ? 'bg-raised font-medium text-ink' : 'text-muted hover:text-ink',
        )}
      >
        {name}
      </button>
    ))}
  </div>
);

interface ChecksProps {
  values: readonly string[];
  options: readonly { value: string; count?: number | null }[];
  onChange: (values: readonly string[]) => void;
}

const Checks = ({ values, options, onChange }: ChecksProps) => (
  <ul className="grid max-h-64 overflow-y-auto">
    {options.map(({ value, count }) => (
      <li key={value}>
        <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-1.5 text-sm hover:bg-raised pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={values.includes(value)}
            onChange={(event) => onChange(event.target.checked ? [...values, value] : values.filter((other) => other !== value))}
            className="size-4 accent-accent"
          />
          <span className="truncate">{value}</span>
          {count == null ? null : <span className="ml-auto text-xs text-muted tabular-nums">{formatCount(count)}</span>}
        </label>
      </li>
    ))}
  </ul>
);

/** Values that the library has, most frequent first; others can be typed. */
function KnownValues({ kind, path, values, onChange }: Pick<ValueInputProps, 'kind' | 'path' | 'values' | 'onChange'>) {
  const [text, setText] = useState('');
  const { data = [] } = useQuery({
    queryKey: ['values', kind, path, text],
    queryFn: ({ signal }) => suggestValues(kind, path, text, signal),
    staleTime: 60_000,
  });
  const known = data.map(({ value }) => value);
  const own = [...values.filter((value) => !known.includes(value)), ...(text.trim() && !known.includes(text.trim()) ? [text.trim()] : [])];
  const options = [...new Set(own)].map((value) => ({ value, count: null })).concat(data as { value: string; count: null }[]);
  return (
    <div className="grid gap-2">
      <input
        autoFocus
        aria-label="Find a value"
        placeholder="Find…"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={control}
      />
      <Checks values={values} options={options} onChange={onChange} />
    </div>
  );
}
