'use client';

import type { EntityKind } from '@reelm/contracts';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Chip, Reading } from './language';
import { loadLanguage, useLanguage, type Language } from './use-language';

/** Pause in typing after which the list follows. */
const pauseMs = 250;

export interface Problem {
  message: string;
  hint?: string | undefined;
  start: number;
  end: number;
}

/** A part that is being written, between the parts that stand. */
interface Draft {
  before: readonly string[];
  text: string;
  after: readonly string[];
  /** The search as it was before, for Escape. */
  from: string;
}

interface FilterOptions {
  kind: EntityKind;
  q: string;
  setQ: (q: string, history?: 'replace' | 'push') => void;
}

export interface Filter {
  kind: EntityKind;
  q: string;
  language: Language | null;
  /** Call when the search is about to be edited. */
  load: () => void;
  /** The parts that stand; null until the language is here to read them. */
  chips: readonly Chip[] | null;
  /** What stands in the field. */
  text: string;
  problems: readonly Problem[];
  type: (text: string) => void;
  /** The draft becomes a part like the others; answers whether it could be read. */
  commit: () => Promise<boolean>;
  cancel: () => void;
  /** Takes a part into the field. */
  edit: (place: number) => void;
  /** Puts parts in the place of one, or behind all where `place` is null; no parts take it away. */
  replace: (place: number | null, parts: readonly string[]) => void;
  clear: () => void;
}

const noChips: readonly Chip[] = [];
const noProblems: readonly Problem[] = [];

/** The search of a list as parts that stand and one that is being written. The address has it all as one text. */
export function useFilter({ kind, q, setQ }: FilterOptions): Filter {
  const { language, load } = useLanguage(q !== '');
  const [draft, setDraft] = useState<Draft | null>(null);
  const [problems, setProblems] = useState(noProblems);
  const sent = useRef(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const reading = useMemo<Reading | null>(() => {
    if (q === '') return { ok: true, chips: [] };
    return language ? language.read(q, kind) : null;
  }, [language, q, kind]);
  useEffect(() => {
    // Back, a link or a cleared search changed the address: what was being written is over.
    if (q === sent.current) return;
    sent.current = q;
    clearTimeout(timer.current);
    setDraft(null);
    setProblems(noProblems);
  }, [q]);

  // A search that cannot be read, from a link say, stands in the field as a whole, to be mended.
  const unreadable = reading !== null && !reading.ok ? reading.errors : null;
  const current: Draft | null = draft ?? (unreadable ? { before: [], text: q, after: [], from: q } : null);
  const chips = useMemo<readonly Chip[] | null>(() => {
    if (!language) return q === '' && !draft ? noChips : null;
    if (!draft) return reading?.ok ? reading.chips : noChips;
    return [...draft.before, ...draft.after].flatMap((part) => {
      const read = language.read(part, kind);
      return read.ok ? read.chips : [];
    });
  }, [language, reading, draft, kind, q]);

  const send = useCallback(
    (next: string, history: 'replace' | 'push') => {
      sent.current = next;
      setQ(next, history);
    },
    [setQ],
  );
  const partsOf = (): string[] => (chips && language ? chips.map(language.textOf) : []);

  /** Reads the draft; the list follows if it can be read. */
  const apply = async (next: Draft): Promise<boolean> => {
    clearTimeout(timer.current);
    const known = await loadLanguage();
    const found = known.errorsOf(next.text, kind);
    setProblems(found);
    if (found.length > 0) return false;
    const all = known.join([...next.before, next.text, ...next.after], kind);
    if (all !== sent.current) send(all, 'replace');
    return true;
  };
  const type = (text: string): void => {
    load();
    const next: Draft = current ? { ...current, text } : { before: partsOf(), text, after: [], from: q };
    setDraft(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void apply(next), pauseMs);
  };
  const commit = async (): Promise<boolean> => {
    if (!current) return true;
    const fine = await apply(current);
    if (fine) setDraft(null);
    return fine;
  };
  const cancel = (): void => {
    clearTimeout(timer.current);
    setProblems(noProblems);
    if (draft && draft.from !== sent.current) send(draft.from, 'replace');
    setDraft(null);
  };
  const edit = (place: number): void => {
    const parts = partsOf();
    const text = parts[place];
    if (text === undefined) return;
    setDraft({ before: parts.slice(0, place), text: text.replace(/^\((.*)\)$/s, '$1'), after: parts.slice(place + 1), from: q });
  };
  const replace = (place: number | null, given: readonly string[]): void => {
    void loadLanguage().then((known) => {
      const parts = known.read(q, kind);
      const standing = parts.ok ? parts.chips.map(known.textOf) : [];
      const next = place === null ? [...standing, ...given] : standing.toSpliced(place, 1, ...given);
      setDraft(null);
      setProblems(noProblems);
      send(known.join([...new Set(next)], kind), 'push');
    });
  };
  const clear = (): void => {
    clearTimeout(timer.current);
    setDraft(null);
    setProblems(noProblems);
    send('', 'push');
  };
  return {
    kind,
    q,
    language,
    load,
    chips,
    text: current?.text ?? '',
    problems: problems.length > 0 ? problems : (unreadable ?? noProblems),
    type,
    commit,
    cancel,
    edit,
    replace,
    clear,
  };
}
