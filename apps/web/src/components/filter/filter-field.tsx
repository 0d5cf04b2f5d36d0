'use client';

import { Search, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';
import type { Completion } from './use-completions';
import type { Filter } from './use-filter';

const Completions = dynamic(() => import('./completions').then((module) => module.Completions), { ssr: false });

interface FilterFieldProps {
  filter: Filter;
  /** `Search videos` */
  label: string;
}

/** The field that reads the query language. Enter makes what is written a chip; Backspace in the empty field takes the last chip away. */
export function FilterField({ filter, label }: FilterFieldProps) {
  const { text, language, chips, problems } = filter;
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [offered, setOffered] = useState<readonly Completion[]>([]);
  const [active, setActive] = useState(-1);
  useShortcuts({ 'search.focus': () => input.current?.select() });

  const follow = (): void => setCaret(input.current?.selectionStart ?? 0);
  const choose = ({ insert, start, end, goesOn }: Completion): void => {
    const next = `${text.slice(0, start)}${insert}${goesOn ? '' : ' '}${text.slice(end).trimStart()}`;
    const place = start + insert.length + (goesOn ? 0 : 1);
    filter.type(next);
    setActive(-1);
    requestAnimationFrame(() => {
      input.current?.setSelectionRange(place, place);
      setCaret(place);
    });
  };
  const finish = (): void => void filter.commit().then((fine) => fine && setOpen(false));
  const key = (event: KeyboardEvent): void => {
    const chosen = open ? offered[active] : undefined;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (offered.length === 0) return;
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setOpen(true);
      setActive((at) =>
        (at + step + offered.length + 1) % (offered.length + 1) === offered.length
          ? -1
          : (at + step + offered.length + 1) % (offered.length + 1),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen) choose(chosen);
      else finish();
    } else if (event.key === 'Tab' && open && !event.shiftKey && text !== '') {
      const first = chosen ?? offered[0];
      if (!first) return;
      event.preventDefault();
      choose(first);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (open && offered.length > 0) setOpen(false);
      else if (text !== '') filter.cancel();
      else input.current?.blur();
    } else if (event.key === 'Backspace' && text === '' && chips && chips.length > 0) {
      event.preventDefault();
      filter.replace(chips.length - 1, []);
    }
  };
  const listed = open && language !== null;
  return (
    <div role="search" className="relative min-w-0 flex-1 sm:max-w-3xl">
      <Search className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
      <input
        ref={input}
        type="text"
        name="q"
        role="combobox"
        aria-label={label}
        aria-keyshortcuts="/"
        aria-expanded={listed && offered.length > 0}
        aria-controls="completions"
        aria-autocomplete="list"
        aria-activedescendant={listed && active >= 0 ? `completion-${active}` : undefined}
        aria-invalid={problems.length > 0 ? true : undefined}
        aria-describedby={problems.length > 0 ? 'search-problems' : undefined}
        placeholder={label}
        value={text}
        onFocus={() => {
          filter.load();
          follow();
        }}
        onBlur={() => {
          setOpen(false);
          setActive(-1);
          void filter.commit();
        }}
        onChange={(event) => {
          filter.type(event.target.value);
          setOpen(true);
          setActive(-1);
          follow();
        }}
        onClick={() => {
          follow();
          setOpen(true);
        }}
        onSelect={follow}
        onKeyDown={key}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="search"
        className="h-10 w-full rounded-md border border-transparent bg-raised pr-10 pl-10 text-sm placeholder:text-muted hover:border-line focus:border-accent focus:outline-1 focus:outline-accent aria-invalid:border-warn pointer-coarse:h-11 pointer-coarse:text-base"
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear the field"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            filter.type('');
            input.current?.focus();
          }}
          className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-md text-muted hover:text-ink"
        >
          <X className="size-4" />
        </button>
      ) : (
        <kbd
          aria-hidden
          className="absolute top-1/2 right-3 -translate-y-1/2 rounded border border-line px-1.5 font-sans text-xs text-muted pointer-coarse:hidden"
        >
          /
        </kbd>
      )}
      {listed ? (
        <Completions
          language={language}
          kind={filter.kind}
          text={text}
          caret={caret}
          active={active}
          offered={offered}
          onOffer={setOffered}
          onChoose={choose}
        />
      ) : null}
    </div>
  );
}
