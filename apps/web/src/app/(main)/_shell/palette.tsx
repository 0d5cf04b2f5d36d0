'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { roleIncludes, type Suggested } from '@reelm/contracts';
import { Contrast, EyeOff, Keyboard, LogOut, PanelLeft, Search, type LucideIcon } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useDeferredValue, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { searchEverything } from '@/components/filter/suggestions';
import { Keys } from '@/components/keys';
import { Listbox, Option } from '@/components/ui/listbox';
import { useSignOut } from '@/features/session/hooks/use-session';
import { entityAddress, searchAddress } from '@/lib/addresses';
import { plural } from '@/lib/format';
import { useUser } from '@/lib/session';
import type { ShortcutId } from '@/lib/shortcuts';
import { useBindings } from '@/lib/use-shortcuts';
import { useCommands } from './commands';
import { ranked, type Offer } from './palette-model';
import { places } from './places';

interface Command extends Offer {
  icon: LucideIcon;
  shortcut?: ShortcutId | undefined;
  run: () => void;
}

/** With something typed, things of the library matter more than commands. */
const mostCommands = 4;

/** One field to find anything and to do anything. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const bindings = useBindings();
  const typed = text.trim();
  const found = useEntities(typed);
  const all = ranked(useAllCommands(), typed);
  const commands = typed ? all.slice(0, mostCommands) : all;
  const go = (href: string) => () => router.push(href);
  const choices: { key: string; run: () => void; section: string; shown: ReactNode }[] = [
    ...commands.map(({ id, label, icon: Icon, shortcut, run }) => {
      const keys = shortcut ? bindings[shortcut][0] : undefined;
      return {
        key: id,
        run,
        section: 'Go and do',
        shown: (
          <>
            <Icon className="size-4.5 shrink-0 text-muted" aria-hidden />
            <span className="min-w-0 flex-1 truncate">{label}</span>
            {keys ? <Keys keys={keys} /> : null}
          </>
        ),
      };
    }),
    ...found.map((entity) => ({
      key: entity.id,
      run: go(entityAddress(entity.kind, entity.id)),
      section: entityKinds[entity.kind].many,
      shown: <Entity entity={entity} />,
    })),
    ...(typed
      ? [
          {
            key: 'search',
            run: go(searchAddress('video', typed)),
            section: 'Search',
            shown: (
              <>
                <Search className="size-4.5 shrink-0 text-muted" aria-hidden />
                <span className="truncate">
                  All videos that answer <b className="font-semibold">{typed}</b>
                </span>
              </>
            ),
          },
        ]
      : []),
  ];
  const at = Math.min(active, choices.length - 1);
  const choose = (place: number): void => {
    const choice = choices[place];
    if (!choice) return;
    onClose();
    choice.run();
  };
  const key = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((at + step + choices.length) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(at);
    }
  };
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/60 data-[state=open]:animate-[rise_120ms_ease-out]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[min(34rem,calc(100dvh-1rem))] max-w-2xl flex-col overflow-hidden rounded-lg border border-line bg-panel shadow-2xl outline-none data-[state=open]:animate-[rise_120ms_ease-out] sm:top-[12dvh] sm:max-h-[min(34rem,76dvh)]"
        >
          <Dialog.Title className="sr-only">Search everything</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search className="size-5 shrink-0 text-muted" aria-hidden />
            <input
              role="combobox"
              aria-label="Search everything, or do something"
              aria-expanded
              aria-controls={list}
              aria-autocomplete="list"
              aria-activedescendant={choices.length > 0 ? `${list}-${at}` : undefined}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              placeholder="Search everything, or do something"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setActive(0);
              }}
              onKeyDown={key}
              className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
            />
          </div>
          <Listbox id={list} label="Results" floating={false} className="p-1.5">
            {sectionsOf(choices).map(({ section, from, items }) => (
              <div key={`${section} ${from}`} role="group" aria-label={section}>
                <p className="px-2.5 pt-2 pb-1 text-xs text-muted first-letter:uppercase" aria-hidden>
                  {section}
                </p>
                {items.map((choice, step) => (
                  <Option key={choice.key} id={`${list}-${from + step}`} active={from + step === at} onChoose={() => choose(from + step)}>
                    {choice.shown}
                  </Option>
                ))}
              </div>
            ))}
          </Listbox>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Entity({ entity: { kind, name, detail, imageUrl, count } }: { entity: Suggested }) {
  return (
    <>
      <EntityImage kind={kind} url={imageUrl} className="size-8" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {detail ? <span className="block truncate text-xs text-muted">{detail}</span> : null}
      </span>
      {count === null ? null : <span className="shrink-0 text-xs text-muted tabular-nums">{plural(count, 'video')}</span>}
    </>
  );
}

function useEntities(typed: string): readonly Suggested[] {
  const wanted = useDeferredValue(typed);
  const { data } = useQuery({
    queryKey: ['search-everything', wanted],
    queryFn: ({ signal }) => searchEverything(wanted, signal),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  return typed === '' ? [] : (data ?? []);
}

function useAllCommands(): Command[] {
  const router = useRouter();
  const { role } = useUser();
  const { openHelp, toggleTheme, toggleBlur, toggleRail } = useCommands();
  const signOut = useSignOut();
  return [
    ...places
      .filter((place) => roleIncludes(role, place.role))
      .map(({ href, name, icon, go }) => ({
        id: href,
        label: name,
        words: 'go to open',
        icon,
        shortcut: go,
        run: () => router.push(href),
      })),
    { id: 'blur', label: 'Blur or show pictures', words: 'hide discreet', icon: EyeOff, shortcut: 'pictures.blur', run: toggleBlur },
    { id: 'theme', label: 'Light or dark theme', words: 'colour night', icon: Contrast, shortcut: 'theme.toggle', run: toggleTheme },
    { id: 'rail', label: 'Fold or unfold the navigation', words: 'menu', icon: PanelLeft, shortcut: 'rail.toggle', run: toggleRail },
    { id: 'help', label: 'Keyboard shortcuts', words: 'help keys', icon: Keyboard, shortcut: 'help.open', run: openHelp },
    { id: 'sign-out', label: 'Sign out', words: 'log leave', icon: LogOut, run: () => signOut.mutate(false) },
  ];
}

interface Section<T> {
  section: string;
  /** Place of its first item among all. */
  from: number;
  items: T[];
}

/** Neighbours of one section together. */
function sectionsOf<T extends { section: string }>(items: readonly T[]): Section<T>[] {
  const sections: Section<T>[] = [];
  for (const [place, item] of items.entries()) {
    const last = sections.at(-1);
    if (last?.section === item.section) last.items.push(item);
    else sections.push({ section: item.section, from: place, items: [item] });
  }
  return sections;
}
