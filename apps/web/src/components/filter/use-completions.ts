'use client';

import { useQuery, keepPreviousData } from '@tanstack/react-query';
import type { EntityKind } from '@reelm/contracts';
import { useMemo } from 'react';
import { customFields, searchEverything, suggestEntities, suggestValues } from './suggestions';
import type { Language } from './use-language';

export interface Completion {
  /** What replaces the text from `start` to `end`. */
  insert: string;
  start: number;
  end: number;
  label: string;
  detail?: string | undefined;
  count?: number | null | undefined;
  imageUrl?: string | null | undefined;
  /** Of an entity; others are words of the language. */
  kind?: EntityKind | undefined;
  /** A field or an operator: the value is still to come, so nothing is put behind it. */
  goesOn: boolean;
}

const mostWords = 8;

/** What may stand at the caret: words of the language, and names and values of the library. */
export function useCompletions(language: Language | null, kind: EntityKind, text: string, caret: number, open: boolean): Completion[] {
  const base = useMemo(() => (language && open ? language.completeAt(text, caret, kind) : null), [language, open, text, caret, kind]);
  const wanted = base?.wanted;
  // A plain word may be the name of something.
  const word = base && !wanted && base.start < base.end ? text.slice(base.start, caret) : '';
  const { data } = useQuery({
    queryKey: ['completions', wanted ?? { what: 'anything', word }],
    queryFn: async ({ signal }): Promise<Omit<Completion, 'start' | 'end'>[]> => {
      if (!language) return [];
      const { formatValue } = language;
      if (!wanted) {
        const found = await searchEverything(word, signal);
        return found.flatMap(({ kind: of, name, detail, imageUrl, count }) =>
          language.fieldAt(of, kind)?.type === 'reference'
            ? [{ insert: `${of}:${formatValue(name)}`, label: name, detail: detail ?? undefined, imageUrl, count, kind: of, goesOn: false }]
            : [],
        );
      }
      switch (wanted.what) {
        case 'name':
          return (await suggestEntities(wanted.kind, wanted.prefix, signal)).map(({ name, detail, imageUrl, count }) => ({
            insert: formatValue(name),
            label: name,
            detail: detail ?? undefined,
            imageUrl,
            count,
            kind: wanted.kind,
            goesOn: false,
          }));
        case 'value':
          return (await suggestValues(wanted.kind, wanted.field, wanted.prefix, signal)).map(({ value, count }) => ({
            insert: formatValue(value),
            label: value,
            count,
            goesOn: false,
          }));
        case 'key':
          return (await customFields(signal))
            .filter((field) => field.kind === wanted.kind && field.key.startsWith(wanted.prefix.toLowerCase()))
            .map(({ key, label }) => ({ insert: `${key}:`, label: key, detail: label, goesOn: true }));
      }
    },
    enabled: open && (wanted !== undefined || word.length >= 2),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return useMemo(() => {
    if (!base) return [];
    const { start, end } = base;
    const words = base.items.slice(0, wanted ? 4 : mostWords).map((item): Completion => ({
      insert: item.insert,
      label: item.insert,
      detail: item.description,
      start,
      end,
      goesOn: item.kind === 'field' || item.kind === 'operator',
    }));
    const names = (wanted || word.length >= 2 ? (data ?? []) : []).map((item) => ({ ...item, start, end }));
    return wanted ? [...names, ...words] : [...words, ...names];
  }, [base, data, wanted, word]);
}
