'use client';

import { roleIncludes, type Role } from '@reelm/contracts';
import { ChevronRight, Search, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useState, type ReactNode } from 'react';
import { Card, Page } from '@/components/page';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { inputLook } from '@/components/ui/field';
import { cn } from '@/lib/cn';
import { useUser } from '@/lib/session';
import { shortcutIds, shortcutOf, type ShortcutScope } from '@/lib/shortcuts';
import { answers } from '../hooks/find-settings';
import { GeneralSettingRow, generalSettings } from './general-settings';
import { ResetShortcuts, ShortcutSetting } from './shortcut-settings';

const shortcutSections: Record<ShortcutScope, string> = {
  everywhere: 'Shortcuts everywhere',
  list: 'Shortcuts in lists',
  player: 'Shortcuts while watching',
};
const scopes = Object.keys(shortcutSections) as ShortcutScope[];

interface Elsewhere {
  href: string;
  title: string;
  help: string;
  words: string;
  role: Role;
}

/** What is set on pages of its own. */
const elsewhere: readonly Elsewhere[] = [
  { href: '/?arrange=true', title: 'Home page', help: 'Which rows it has, and their order.', words: 'start dashboard', role: 'viewer' },
  { href: '/account', title: 'Account and API keys', help: 'Your password, sessions and keys.', words: 'sign out token', role: 'viewer' },
  { href: '/libraries', title: 'Libraries', help: 'The folders that Reelm looks after.', words: 'folder scan path', role: 'viewer' },
  {
    href: '/settings/custom-fields',
    title: 'Own fields',
    help: 'What you write down beyond what Reelm knows of videos, performers and the others.',
    words: 'custom metadata attribute column',
    role: 'editor',
  },
  { href: '/users', title: 'Users', help: 'Who may sign in, and what each may see and do.', words: 'role limit content', role: 'admin' },
  { href: '/stash-boxes', title: 'Stash-boxes', help: 'Where films are recognised.', words: 'identify match metadata', role: 'admin' },
  { href: '/status', title: 'Status', help: 'Services, versions and warnings.', words: 'health version tools', role: 'admin' },
];

/** All of a user's settings, found by typing. */
export function SettingsPage() {
  const [typed, setTyped] = useState('');
  const { role } = useUser();
  useScrollToHash();
  const general = generalSettings.filter((setting) => roleIncludes(role, setting.role) && answers(setting, typed));
  const places = elsewhere.filter((place) => roleIncludes(role, place.role) && answers(place, typed));
  const keys = shortcutIds.filter((id) => answers({ title: shortcutOf(id).does, words: `shortcut keyboard key ${id}` }, typed));
  const sections = [...new Set(general.map(({ section }) => section))];
  return (
    <Page title="Settings" intro="Yours alone, and the same on every device that you sign in on.">
      <div className="relative mb-6">
        <Search className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
        <input
          type="search"
          aria-label="Find a setting"
          placeholder="Find a setting"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className={cn(inputLook, 'h-11 pl-10 text-sm pointer-coarse:text-base')}
        />
      </div>
      <div className="grid gap-7">
        {sections.map((section) => (
          <Section key={section} title={section}>
            {general
              .filter((setting) => setting.section === section)
              .map((setting) => (
                <GeneralSettingRow key={setting.id} setting={setting} />
              ))}
          </Section>
        ))}
        {places.length > 0 ? (
          <Section title="On pages of their own">
            {places.map(({ href, title, help }) => (
              <Link key={href} href={href} className="flex items-center gap-4 px-4 py-3 -outline-offset-2 hover:bg-raised/60 sm:px-5">
                <span className="min-w-0 flex-1">
                  <span className="block text-sm font-medium">{title}</span>
                  <span className="block text-[0.8125rem] text-muted">{help}</span>
                </span>
                <ChevronRight className="size-4.5 shrink-0 text-muted" aria-hidden />
              </Link>
            ))}
          </Section>
        ) : null}
        <div id="shortcuts" className="grid scroll-mt-20 gap-7">
          {scopes.map((scope) => {
            const shown = keys.filter((id) => shortcutOf(id).scope === scope);
            return shown.length === 0 ? null : (
              <Section key={scope} title={shortcutSections[scope]} action={scope === 'everywhere' ? <ResetShortcuts /> : null}>
                {shown.map((id) => (
                  <ShortcutSetting key={id} id={id} />
                ))}
              </Section>
            );
          })}
        </div>
        {general.length + places.length + keys.length === 0 ? (
          <EmptyState icon={SearchX} title="No such setting" action={<Button onClick={() => setTyped('')}>Show all settings</Button>}>
            <p>Nothing here is about “{typed}”.</p>
          </EmptyState>
        ) : null}
      </div>
    </Page>
  );
}

const Section = ({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) => (
  <section aria-label={title}>
    <div className="mb-2 flex min-h-8 items-center justify-between gap-4">
      <h2 className="text-sm font-semibold">{title}</h2>
      {action}
    </div>
    <Card className="divide-y divide-line">{children}</Card>
  </section>
);

/** A link to a section leads there although the page is drawn after the browser looked for it. */
function useScrollToHash(): void {
  useEffect(() => {
    document.getElementById(window.location.hash.slice(1))?.scrollIntoView();
  }, []);
}
