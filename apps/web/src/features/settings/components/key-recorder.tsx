'use client';

import { Check, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Keys } from '@/components/keys';
import { Button, IconButton } from '@/components/ui/button';
import { conflictsOf, isFree, pressName, shortcuts, type ShortcutId } from '@/lib/shortcuts';
import { useBindings } from '@/lib/use-shortcuts';

/** Most presses that one shortcut may have. */
const most = 2;

/** Listens for the keys that a shortcut is to have: one press, or two after each other. Enter keeps them, Escape gives up. */
export function KeyRecorder({ id, onDone }: { id: ShortcutId; onDone: (keys: string | null) => void }) {
  const bindings = useBindings();
  const [presses, setPresses] = useState<readonly string[]>([]);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), []);
  const keys = presses.join(' ');
  const conflicts = keys ? conflictsOf(bindings, id, keys) : [];
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') return onDone(null);
    if (event.key === 'Enter') return onDone(keys || null);
    const press = pressName(event.nativeEvent);
    if (event.key === 'Backspace') setPresses([]);
    else if (isFree(press) && !event.repeat) setPresses((before) => [...before, press].slice(-most));
  };
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {conflicts.length > 0 ? (
        <p role="status" className="text-[0.8125rem] text-warn">
          Taken by: {conflicts.map((other) => shortcuts[other].does).join(', ')}
        </p>
      ) : null}
      <div
        ref={field}
        role="textbox"
        aria-label={`New keys for ${shortcuts[id].does}: press one, or two after each other; Enter keeps them, Escape gives up`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="flex h-9 min-w-40 items-center rounded-md border border-accent bg-ground px-2.5 text-sm outline-1 outline-accent"
      >
        {keys ? <Keys keys={keys} /> : <span className="text-muted">Press a key, or two…</span>}
      </div>
      <Button size="small" look="primary" disabled={keys === ''} onClick={() => onDone(keys)}>
        <Check /> {conflicts.length > 0 ? 'Keep both' : 'Keep'}
      </Button>
      <IconButton label="Cancel" onClick={() => onDone(null)}>
        <X />
      </IconButton>
    </div>
  );
}
