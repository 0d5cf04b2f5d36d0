'use client';

import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

interface SettingProps {
  /** Names what stands on the right: id of its label. */
  id: string;
  title: string;
  /** What it does, and what it costs where it costs something. */
  help: string;
  children: ReactNode;
}

/** One setting: its name and what it does on the left, its control on the right. */
export const Setting = ({ id, title, help, children }: SettingProps) => (
  <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-3.5 sm:px-5">
    <div className="min-w-0 flex-1 basis-64">
      <h3 id={id} className="text-sm font-medium">
        {title}
      </h3>
      <p id={`${id}-help`} className="mt-0.5 text-[0.8125rem] text-pretty text-muted">
        {help}
      </p>
    </div>
    {children}
  </div>
);

interface ChoiceProps<T extends string> {
  labelledBy: string;
  value: T;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
  onChange: (value: T) => void;
}

/** One of a few. */
export function Choice<T extends string>({ labelledBy, value, options, onChange }: ChoiceProps<T>) {
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      aria-describedby={`${labelledBy}-help`}
      className="flex rounded-md border border-line p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'flex h-8 cursor-pointer items-center gap-2 rounded-[6px] px-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-10 [&_svg]:size-4',
            option.value === value ? 'bg-raised text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={labelledBy}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** On or off. */
export const Switch = ({
  labelledBy,
  checked,
  disabled = false,
  onChange,
}: {
  labelledBy: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) => (
  <button
    type="button"
    role="switch"
    aria-checked={checked}
    disabled={disabled}
    aria-labelledby={labelledBy}
    aria-describedby={`${labelledBy}-help`}
    onClick={() => onChange(!checked)}
    className="grid h-9 w-13 place-items-center rounded-md pointer-coarse:h-11"
  >
    <span
      className={cn(
        'flex h-6 w-11 items-center rounded-full border p-0.5 transition-colors',
        checked ? 'justify-end border-accent bg-accent' : 'border-edge bg-raised',
      )}
    >
      <span className={cn('size-4.5 rounded-full', checked ? 'bg-on-accent' : 'bg-edge')} />
    </span>
  </button>
);
