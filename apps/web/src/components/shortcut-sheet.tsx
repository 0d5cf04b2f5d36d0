'use client';

import { Dialog } from '@/components/ui/dialog';
import { shortcuts, type Shortcut, type ShortcutScope } from '@/lib/shortcuts';

const scopeNames: Record<ShortcutScope, string> = { everywhere: 'Everywhere', player: 'While watching' };
const scopes = Object.keys(scopeNames) as ShortcutScope[];
const all: readonly Shortcut[] = Object.values(shortcuts);

/** Help sheet of all shortcuts, straight from the registry. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <div className="grid gap-5">
        {scopes.map((scope) => (
          <section key={scope} className="grid gap-1">
            <h3 className="text-[0.8125rem] font-medium text-muted">{scopeNames[scope]}</h3>
            <dl>
              {all
                .filter((shortcut) => shortcut.scope === scope)
                .map((shortcut) => (
                  <div
                    key={shortcut.does}
                    className="flex items-center justify-between gap-4 border-b border-line/60 py-1.5 text-sm last:border-0"
                  >
                    <dt>{shortcut.does}</dt>
                    <dd className="flex gap-1.5">
                      {shortcut.shown.map((key) => (
                        <kbd key={key} className="min-w-7 rounded border border-line bg-raised px-1.5 py-0.5 text-center font-sans text-xs">
                          {key}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
