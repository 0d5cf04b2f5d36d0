'use client';

import { Search, X } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';

/** Pause in typing after which the list follows. */
const pauseMs = 250;

/** The one search field. On the videos page the list follows the typing; elsewhere Enter leads there. */
export function SearchField() {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const onVideos = pathname === '/videos';
  const q = onVideos ? (search.get('q') ?? '') : '';
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef(q);
  useEffect(() => {
    // Back, a link or a cleared search changed the address: the field follows, except for what was typed here.
    if (q !== sent.current) setText(q);
    sent.current = q;
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcuts('everywhere', { 'search.focus': () => field.current?.select() });

  const go = (value: string): void => {
    clearTimeout(timer.current);
    const next = new URLSearchParams(onVideos ? search : undefined);
    if (value.trim()) next.set('q', value.trim());
    else next.delete('q');
    const address = next.size > 0 ? `/videos?${next}` : '/videos';
    sent.current = value.trim();
    if (onVideos) window.history.replaceState(null, '', address);
    else router.push(address);
  };
  const type = (value: string): void => {
    setText(value);
    clearTimeout(timer.current);
    if (onVideos) timer.current = setTimeout(() => go(value), pauseMs);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    go(text);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    if (text === '') field.current?.blur();
    else {
      setText('');
      if (onVideos) go('');
    }
  };
  return (
    <form role="search" onSubmit={submit} className="relative min-w-0 flex-1 sm:max-w-xl">
      <Search className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label="Search videos"
        aria-keyshortcuts="/"
        aria-describedby="search-problems"
        placeholder="Search"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={key}
        autoComplete="off"
        spellCheck={false}
        className="h-10 w-full rounded-md border border-transparent bg-raised pr-10 pl-10 text-sm placeholder:text-muted hover:border-line focus:border-accent focus:outline-1 focus:outline-accent pointer-coarse:h-11 pointer-coarse:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => {
            setText('');
            if (onVideos) go('');
            field.current?.focus();
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
    </form>
  );
}
