'use client';

import { Pencil, Plus } from 'lucide-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { z } from 'zod';
import { Button } from '@/components/ui/button';
import { inputLook } from '@/components/ui/field';
import { cn } from '@/lib/cn';

interface EditableTextProps {
  /** Name of the field: `Title` gives the button `Edit title` and the field `Title`. */
  name: string;
  value: string | null;
  /** Decides what may be saved; an empty field means nothing at all, which is always allowed. */
  schema: z.ZodType<string>;
  onSave: (value: string | null) => void;
  mayEdit: boolean;
  multiline?: boolean;
  placeholder?: string;
  /** How the value looks while it is not being edited; left out, where there is none to look at. */
  children?: ReactNode;
  /** Said where there is none. */
  none?: string;
  className?: string;
}

/** Text that turns into a field in its place. Enter saves (with Ctrl in long texts), Escape leaves it as it was. */
export function EditableText({ name, value, mayEdit, children, none, className, ...rest }: EditableTextProps) {
  // Null until it was edited once: whoever leaves the field goes on at its button.
  const [editing, setEditing] = useState<boolean | null>(null);
  const label = `Edit ${name.toLowerCase()}`;
  if (editing) return <Editor name={name} value={value} className={className} {...rest} close={() => setEditing(false)} />;
  if (!children)
    return mayEdit ? (
      <Button
        look="quiet"
        size="small"
        className={cn('-ml-2.5 justify-self-start', className)}
        autoFocus={editing === false}
        onClick={() => setEditing(true)}
      >
        <Plus /> Add {name.toLowerCase()}
      </Button>
    ) : none ? (
      <p className={cn('text-sm text-muted', className)}>{none}</p>
    ) : null;
  return (
    <div className={cn('flex items-start gap-1', className)}>
      <div className="min-w-0">{children}</div>
      {mayEdit ? (
        <button
          type="button"
          aria-label={label}
          title={label}
          autoFocus={editing === false}
          onClick={() => setEditing(true)}
          className="-my-1 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink pointer-coarse:-my-2.5 pointer-coarse:size-11"
        >
          <Pencil className="size-4" />
        </button>
      ) : null}
    </div>
  );
}

type EditorProps = Omit<EditableTextProps, 'mayEdit' | 'children' | 'none' | 'className'> & {
  className: string | undefined;
  close: () => void;
};

function Editor({ name, value, schema, onSave, multiline = false, placeholder, className, close }: EditorProps) {
  const id = useId();
  const [text, setText] = useState(value ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [startedFrom, setStartedFrom] = useState(value);
  const save = (): void => {
    const trimmed = text.trim();
    const parsed = schema.safeParse(trimmed);
    if (trimmed !== '' && !parsed.success) {
      setProblem(parsed.error.issues[0]?.message ?? 'This cannot be saved');
      return;
    }
    const next = trimmed === '' ? null : trimmed;
    // A live update put a newer value under the editor: nobody's words are overwritten unseen.
    if (value !== startedFrom && next !== value) {
      setStartedFrom(value);
      setProblem(`Somebody changed this meanwhile to “${value ?? ''}”. Save again to replace it.`);
      return;
    }
    if (next !== value) onSave(next);
    close();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  const shared = {
    id,
    value: text,
    placeholder,
    autoFocus: true,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onKeyDown: key,
    'aria-label': name,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': problem ? `${id}-error` : undefined,
  } as const;
  return (
    <div className={cn('grid gap-2', className)}>
      {multiline ? (
        <textarea {...shared} rows={7} className={cn(inputLook, 'py-2 text-sm leading-relaxed pointer-coarse:text-base')} />
      ) : (
        <input {...shared} className={cn(inputLook, 'h-10 text-sm pointer-coarse:h-11 pointer-coarse:text-base')} />
      )}
      {problem ? (
        <p id={`${id}-error`} role="alert" className="text-[0.8125rem] text-bad">
          {problem}
        </p>
      ) : null}
      <div className="flex items-center gap-2">
        <Button look="primary" size="small" onClick={save}>
          Save
        </Button>
        <Button look="quiet" size="small" onClick={close}>
          Cancel
        </Button>
        {multiline ? <span className="text-xs text-muted pointer-coarse:hidden">Ctrl Enter saves</span> : null}
      </div>
    </div>
  );
}
