'use client';

import { Popover } from 'radix-ui';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import type { FormField, FormValue } from '@/components/entity-form/form-model';
import { Button } from '@/components/ui/button';

/** Where the focus goes after an edit; `leave`: it went elsewhere already. */
export type Then = 'stay' | 'down' | 'up' | 'next' | 'back' | 'leave';

interface CellEditorProps {
  field: FormField;
  value: FormValue;
  /** What was typed to begin: it takes the place of what stands there. */
  typed: string | null;
  onDone: (value: FormValue, then: Then) => void;
  onCancel: () => void;
}

/** The field that a cell turns into. Enter and Tab save and move on, Escape leaves the cell as it was. */
export function CellEditor(props: CellEditorProps) {
  const { field } = props;
  switch (field.type) {
    case 'entities':
      return <PickEditor {...props} field={field} />;
    case 'choice':
    case 'yesno':
      return <ChoiceEditor {...props} options={field.type === 'choice' ? field.options : yesNo} />;
    case 'check':
    case 'lines':
    case 'ids':
    case 'long':
    case 'text':
    case 'number':
    case 'date':
    case 'time':
    case 'rating':
      return <TextEditor {...props} />;
  }
}

const yesNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
] as const;

const fieldLook =
  'absolute inset-0 z-4 size-full rounded-none bg-panel px-2 text-[0.8125rem] text-ink outline-2 -outline-offset-2 outline-accent pointer-coarse:text-base';

/** The keys that end an edit. All others stay in the field. */
const endOf = (event: KeyboardEvent): Then | 'cancel' | null => {
  if (event.key === 'Escape') return 'cancel';
  if (event.key === 'Enter') return event.shiftKey ? 'up' : 'down';
  return event.key === 'Tab' ? (event.shiftKey ? 'back' : 'next') : null;
};

/** An edit ends once: by a key, or because the focus went elsewhere. */
function useEnding(onDone: CellEditorProps['onDone'], onCancel: () => void) {
  const ended = useRef(false);
  const once = (end: () => void): void => {
    if (ended.current) return;
    ended.current = true;
    end();
  };
  return {
    done: (value: FormValue, then: Then) => once(() => onDone(value, then)),
    onKeyDown: (event: KeyboardEvent, value: FormValue): void => {
      event.stopPropagation();
      if (event.nativeEvent.isComposing) return;
      const end = endOf(event);
      if (end === null) return;
      event.preventDefault();
      once(end === 'cancel' ? onCancel : () => onDone(value, end));
    },
  };
}

function TextEditor({ field, value, typed, onDone, onCancel }: CellEditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(typed ?? (typeof value === 'string' ? value : ''));
  const { done, onKeyDown } = useEnding(onDone, onCancel);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    // What is typed goes on; what was there is replaced by the next key.
    if (typed === null) input.current?.select();
  }, [typed]);
  return (
    <input
      ref={input}
      aria-label={field.label}
      value={text}
      inputMode={field.type === 'number' || field.type === 'rating' ? 'decimal' : undefined}
      placeholder={'placeholder' in field ? field.placeholder : undefined}
      autoComplete="off"
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => onKeyDown(event, text)}
      onBlur={() => done(text, 'leave')}
      className={fieldLook}
    />
  );
}

function ChoiceEditor({
  field,
  value,
  onDone,
  onCancel,
  options,
}: CellEditorProps & { options: readonly { value: string; label: string }[] }) {
  const select = useRef<HTMLSelectElement>(null);
  const { done, onKeyDown } = useEnding(onDone, onCancel);
  useEffect(() => {
    select.current?.focus({ preventScroll: true });
    try {
      select.current?.showPicker();
    } catch {
      // Not every browser opens it unasked; a click or the arrow keys do.
    }
  }, []);
  return (
    <select
      ref={select}
      aria-label={field.label}
      defaultValue={typeof value === 'string' ? value : ''}
      onChange={(event) => done(event.target.value, 'stay')}
      onKeyDown={(event) => onKeyDown(event, event.currentTarget.value)}
      onBlur={(event) => done(event.target.value, 'leave')}
      className={fieldLook}
    >
      <option value="">–</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function PickEditor({ field, value, onDone, onCancel }: CellEditorProps & { field: Extract<FormField, { type: 'entities' }> }) {
  const [picked, setPicked] = useState(value as readonly Picked[]);
  const { done, onKeyDown } = useEnding(onDone, onCancel);
  const change = (next: readonly Picked[]): void => {
    setPicked(next);
    if (!field.multiple && next.length > 0) done(next, 'stay');
  };
  return (
    <Popover.Root open onOpenChange={(open) => !open && done(picked, 'leave')}>
      <Popover.Anchor className="absolute inset-0" />
      <Popover.Portal>
        <Popover.Content
          align="start"
          side="bottom"
          sideOffset={2}
          collisionPadding={10}
          aria-label={field.label}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            // In the list of the picker these keys choose, and close it first.
            if (!event.defaultPrevented) onKeyDown(event, picked);
            else event.stopPropagation();
          }}
          className="z-50 grid w-[min(22rem,calc(100vw-1.25rem))] gap-2 rounded-lg border border-line bg-panel p-2 shadow-xl"
        >
          <EntityPicker
            kind={field.kind}
            label={field.label}
            value={picked}
            onChange={change}
            multiple={field.multiple}
            mayCreate
            autoFocus
            inline
          />
          <div className="flex items-center justify-end gap-2">
            <Button size="small" look="quiet" onClick={onCancel}>
              Cancel
            </Button>
            <Button size="small" look="primary" onClick={() => done(picked, 'stay')}>
              Done
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
