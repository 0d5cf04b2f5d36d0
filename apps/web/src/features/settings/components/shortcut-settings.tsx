'use client';

import { Keyboard, Plus, RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { Keys } from '@/components/keys';
import { Button, IconButton } from '@/components/ui/button';
import { useSettings } from '@/lib/settings';
import { conflictsOf, shortcutOf, shortcuts, withKeys, type ShortcutId } from '@/lib/shortcuts';
import { useBindings } from '@/lib/use-shortcuts';
import { KeyRecorder } from './key-recorder';

/** One shortcut with its keys, which can be taken away, added and put back. */
export function ShortcutSetting({ id }: { id: ShortcutId }) {
  const { settings, change } = useSettings();
  const bindings = useBindings();
  // Null until keys were recorded once: whoever is done goes on at the button.
  const [recording, setRecording] = useState<boolean | null>(null);
  const { does, fixed } = shortcutOf(id);
  const keys = bindings[id];
  const save = (next: readonly string[]): void => change({ shortcuts: withKeys(settings.shortcuts, id, next) });
  const conflicts = [...new Set(keys.flatMap((each) => conflictsOf(bindings, id, each)))];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1.5 px-4 py-2 sm:px-5">
      <div className="min-w-0 flex-1 basis-48 text-sm">
        <h3>{does}</h3>
        {conflicts.length > 0 ? (
          <p className="text-[0.8125rem] text-warn">Also: {conflicts.map((other) => shortcuts[other].does).join(', ')}</p>
        ) : null}
      </div>
      {recording ? (
        <KeyRecorder
          id={id}
          onDone={(pressed) => {
            setRecording(false);
            if (pressed && !keys.includes(pressed)) save([...keys, pressed]);
          }}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          {keys.length === 0 ? <span className="text-[0.8125rem] text-muted">No keys</span> : null}
          {keys.map((each) => (
            <span key={each} className="flex items-center rounded-md border border-transparent hover:border-line">
              <Keys keys={each} />
              {fixed ? null : (
                <button
                  type="button"
                  aria-label={`Take ${each} away from ${does}`}
                  onClick={() => save(keys.filter((other) => other !== each))}
                  className="grid size-7 place-items-center rounded text-muted hover:text-ink pointer-coarse:size-11"
                >
                  <X className="size-3.5" />
                </button>
              )}
            </span>
          ))}
          {fixed ? null : (
            <>
              <IconButton label={`Add keys for ${does}`} autoFocus={recording === false} onClick={() => setRecording(true)}>
                <Plus />
              </IconButton>
              <IconButton
                label={`Usual keys for ${does}`}
                disabled={settings.shortcuts[id] === undefined}
                onClick={() => save(shortcutOf(id).keys)}
              >
                <RotateCcw />
              </IconButton>
            </>
          )}
        </div>
      )}
    </div>
  );
}

/** Gives all shortcuts their usual keys again. */
export function ResetShortcuts() {
  const { settings, change } = useSettings();
  const own = Object.keys(settings.shortcuts).length;
  if (own === 0) return null;
  return (
    <Button size="small" onClick={() => change({ shortcuts: {} })}>
      <Keyboard /> All as usual
    </Button>
  );
}
