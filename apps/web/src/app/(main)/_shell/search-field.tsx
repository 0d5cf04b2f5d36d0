'use client';

import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useRef, useState, type FormEvent } from 'react';
import { useShortcuts } from '@/lib/use-shortcuts';

/** The search of pages that list nothing themselves: Enter leads to the videos that are found. */
export function SearchField() {
  const router = useRouter();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useShortcuts('everywhere', { 'search.focus': () => field.current?.select() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    router.push(text.trim() ? `/videos?${new URLSearchParams({ q: text.trim() })}` : '/videos');
  };
  return (
    <form role="search" onSubmit={submit} className="relative min-w-0 flex-1 sm:max-w-3xl">
      <Search className="pointer-events-none absolute top-1/2 left-3 size-4.5 -translate-y-1/2 text-muted" aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label="Search videos"
        aria-keyshortcuts="/"
        placeholder="Search videos"
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        className="h-10 w-full rounded-md border border-transparent bg-raised pr-10 pl-10 text-sm placeholder:text-muted hover:border-line focus:border-accent focus:outline-1 focus:outline-accent pointer-coarse:h-11 pointer-coarse:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      <kbd
        aria-hidden
        className="absolute top-1/2 right-3 -translate-y-1/2 rounded border border-line px-1.5 font-sans text-xs text-muted pointer-coarse:hidden"
      >
        /
      </kbd>
    </form>
  );
}
