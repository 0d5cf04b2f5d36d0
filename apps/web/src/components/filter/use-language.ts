'use client';

import { useCallback, useEffect, useState } from 'react';

export type Language = typeof import('./language');

let loading: Promise<Language> | undefined;
let loaded: Language | null = null;

/** Loads the query language once; it is too large to come with the page. */
export function loadLanguage(): Promise<Language> {
  loading ??= import('./language').then((language) => (loaded = language));
  return loading;
}

/** The query language, null until it is here: it is fetched as soon as it is `needed`, or on `load`. */
export function useLanguage(needed: boolean): { language: Language | null; load: () => void } {
  const [language, setLanguage] = useState(loaded);
  const load = useCallback(() => void loadLanguage().then(setLanguage, () => (loading = undefined)), []);
  useEffect(() => {
    if (needed && !language) load();
  }, [needed, language, load]);
  return { language, load };
}
