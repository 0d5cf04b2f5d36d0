'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useId, useState, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/cn';

export const inputLook =
  'w-full rounded-md border border-line bg-ground px-3 text-ink placeholder:text-muted/80 hover:border-edge/70 focus:border-accent focus:outline-1 focus:outline-accent disabled:opacity-60 aria-invalid:border-bad';
// 16 pixels on touch screens: phones zoom into smaller fields.
const oneLine = 'h-10 text-sm pointer-coarse:h-11 pointer-coarse:text-base';

interface FieldFrame {
  label: string;
  /** What the field is for, where the label does not say enough. */
  help?: ReactNode;
  error?: string | undefined;
}

function Frame({ id, label, help, error, children }: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {help && !error ? (
        <p id={`${id}-help`} className="text-[0.8125rem] text-muted">
          {help}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-[0.8125rem] text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

const described = (id: string, { help, error }: FieldFrame) => ({
  id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': error ? `${id}-error` : help ? `${id}-help` : undefined,
});

export function TextField({ label, help, error, className, ...rest }: FieldFrame & ComponentProps<'input'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} help={help} error={error}>
      <input className={cn(inputLook, oneLine, className)} {...rest} {...described(id, { label, help, error })} />
    </Frame>
  );
}

export function PasswordField({ label, help, error, ...rest }: FieldFrame & Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <Frame id={id} label={label} help={help} error={error}>
      <div className="relative">
        <input
          type={shown ? 'text' : 'password'}
          className={cn(inputLook, oneLine, 'pr-11')}
          {...rest}
          {...described(id, { label, help, error })}
        />
        <button
          type="button"
          onClick={() => setShown(!shown)}
          aria-pressed={shown}
          aria-label={`Show what is typed in ${label}`}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-md text-muted hover:text-ink"
        >
          {shown ? <EyeOff className="size-4.5" /> : <Eye className="size-4.5" />}
        </button>
      </div>
    </Frame>
  );
}

/** For a password that is chosen here; a password manager may suggest one. */
export function NewPasswordField({ label = 'Password', ...rest }: Partial<FieldFrame> & Omit<ComponentProps<'input'>, 'type'>) {
  return <PasswordField label={label} help="At least 8 characters." autoComplete="new-password" {...rest} />;
}

export function TextAreaField({ label, help, error, className, ...rest }: FieldFrame & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} help={help} error={error}>
      <textarea
        className={cn(inputLook, 'min-h-24 py-2 text-sm pointer-coarse:text-base', className)}
        {...rest}
        {...described(id, { label, help, error })}
      />
    </Frame>
  );
}

export function SelectField({ label, help, error, className, children, ...rest }: FieldFrame & ComponentProps<'select'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} help={help} error={error}>
      <select className={cn(inputLook, oneLine, className)} {...rest} {...described(id, { label, help, error })}>
        {children}
      </select>
    </Frame>
  );
}

export function CheckField({ label, help, ...rest }: { label: string; help?: ReactNode } & Omit<ComponentProps<'input'>, 'type'>) {
  const id = useId();
  return (
    <div className="grid grid-cols-[auto_1fr] items-start gap-x-3">
      <input type="checkbox" id={id} aria-describedby={help ? `${id}-help` : undefined} className="mt-0.5 size-5 accent-accent" {...rest} />
      <label htmlFor={id} className="pt-px text-sm">
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className="col-start-2 text-[0.8125rem] text-muted">
          {help}
        </p>
      ) : null}
    </div>
  );
}
