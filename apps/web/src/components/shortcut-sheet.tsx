'use client';

import Link from 'next/link';
import { Keys } from '@/components/keys';
import { Dialog } from '@/components/ui/dialog';
import { shortcutIds, shortcutOf, type ShortcutScope } from '@/lib/shortcuts';
import { useBindings } from '@/lib/use-shortcuts';

const scopeNames: Record<ShortcutScope, string> = { everywhere: 'Everywhere', list: 'In lists', player: 'While watching' };
const scopes = Object.keys(scopeNames) as ShortcutScope[];

/** Help sheet of all shortcuts, straight from the registry. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const bindings = useBindings();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" className="sm:w-[min(52rem,calc(100vw-2rem))]">
      <div className="gap-x-10 sm:columns-2">
        {scopes.map((scope) => (
          <section key={scope} className="mb-5">
            <h3 className="break-after-avoid text-[0.8125rem] font-medium text-muted">{scopeNames[scope]}</h3>
            <dl>
              {shortcutIds
                .filter((id) => shortcutOf(id).scope === scope && bindings[id].length > 0)
                .map((id) => (
                  <div
                    key={id}
                    className="flex break-inside-avoid items-center justify-between gap-4 border-b border-line/60 py-1.5 text-sm last:border-0"
                  >
                    <dt>{shortcutOf(id).does}</dt>
                    <dd className="flex shrink-0 gap-2.5">
                      {shownKeys(bindings[id]).map((keys) => (
                        <Keys key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="text-sm text-muted">
        All of them can have other keys:{' '}
        <Link href="/settings#shortcuts" onClick={() => onOpenChange(false)} className="text-accent underline underline-offset-3">
          Settings
        </Link>
      </p>
    </Dialog>
  );
}

/** A row of digits is shown by its ends. */
const shownKeys = (all: readonly string[]): readonly string[] => (all.length > 3 ? [`${all[0]} … ${all.at(-1)}`] : all);
