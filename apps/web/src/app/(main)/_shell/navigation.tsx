'use client';

import { roleIncludes } from '@reelm/contracts';
import { Ellipsis, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { cn } from '@/lib/cn';
import { useUser } from '@/lib/session';
import { usePreferences } from '@/lib/use-preferences';
import { isAt, phonePlaces, places, type Place } from './places';

const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

const usePlaces = (): readonly Place[] => {
  const { role } = useUser();
  return places.filter((place) => roleIncludes(role, place.role));
};

/** Left rail of wide screens. */
export function Rail() {
  const pathname = usePathname();
  const { preferences, change } = usePreferences();
  const narrow = preferences.rail === 'narrow';
  const row = cn('flex h-10 items-center gap-3 rounded-md px-3 text-sm font-medium pointer-coarse:h-11', narrow && 'justify-center px-0');
  return (
    <nav
      aria-label="Main"
      className={cn(
        'sticky top-0 z-30 flex h-dvh shrink-0 flex-col border-r border-line bg-panel px-2 pb-3 max-sm:hidden',
        narrow ? 'w-15' : 'w-52',
      )}
    >
      <Link
        href="/videos"
        aria-label="Reelm"
        className={cn(
          'mb-2 flex h-15 items-center gap-2.5 rounded-md px-2.5 font-semibold tracking-tight',
          narrow && 'justify-center px-0',
        )}
      >
        <img src="/icon.svg" alt="" width={26} height={26} />
        {narrow ? null : 'Reelm'}
      </Link>
      <ul className="grid gap-0.5">
        {usePlaces().map(({ href, name, icon: Icon }) => {
          const current = isAt(pathname, href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                aria-label={narrow ? name : undefined}
                title={narrow ? name : undefined}
                className={cn(row, current ? 'bg-raised text-ink' : 'text-muted hover:bg-raised/60 hover:text-ink')}
              >
                <Icon className={cn('size-4.5 shrink-0', current && 'text-accent')} aria-hidden />
                {narrow ? null : name}
              </Link>
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        onClick={() => change({ rail: narrow ? 'wide' : 'narrow' })}
        aria-label={narrow ? 'Unfold the navigation' : 'Fold the navigation'}
        className={cn(row, 'mt-auto text-muted hover:bg-raised/60 hover:text-ink')}
      >
        {narrow ? <PanelLeftOpen className="size-4.5" aria-hidden /> : <PanelLeftClose className="size-4.5" aria-hidden />}
        {narrow ? null : 'Fold'}
      </button>
    </nav>
  );
}

/** Bottom bar of phones. */
export function BottomBar() {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  const all = usePlaces();
  // The account is behind the user menu, so it gives way first.
  const shown = all.length <= phonePlaces ? all : all.slice(0, phonePlaces - 1);
  const rest = all.slice(shown.length);
  const item = 'flex h-15 flex-1 flex-col items-center justify-center gap-1 text-[0.6875rem] font-medium';
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-40 flex border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {shown.map(({ href, name, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isAt(pathname, href) ? 'page' : undefined}
          className={cn(item, isAt(pathname, href) ? 'text-accent' : 'text-muted')}
        >
          <Icon className="size-5" aria-hidden />
          {name}
        </Link>
      ))}
      {rest.length > 0 ? (
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-haspopup="dialog"
          className={cn(item, rest.some(({ href }) => isAt(pathname, href)) ? 'text-accent' : 'text-muted')}
        >
          <Ellipsis className="size-5" aria-hidden />
          More
        </button>
      ) : null}
      {open ? (
        <Dialog open onOpenChange={setOpen} title="More">
          <ul>
            {rest.map(({ href, name, icon: Icon }) => (
              <li key={href}>
                <Link
                  href={href}
                  onClick={() => setOpen(false)}
                  aria-current={isAt(pathname, href) ? 'page' : undefined}
                  className="flex h-12 items-center gap-3 rounded-md px-2 text-sm font-medium hover:bg-raised"
                >
                  <Icon className="size-5 text-muted" aria-hidden />
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </nav>
  );
}
