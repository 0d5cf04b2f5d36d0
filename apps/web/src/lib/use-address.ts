'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';

/** A step that Back takes again, or a change of the place where one is. */
export type Step = 'push' | 'replace';

/**
 * The values behind the `?` of the address, and how to change some of them; null takes one away. What is changed is seen at once,
 * while the router follows a moment later.
 */
export function useAddress(): [values: URLSearchParams, change: (patch: Readonly<Record<string, string | null>>, step?: Step) => void] {
  const routed = useSearchParams().toString();
  const [ahead, setAhead] = useState<{ of: string; search: string } | null>(null);
  const search = ahead?.of === routed ? ahead.search : routed;
  const change = useCallback(
    (patch: Readonly<Record<string, string | null>>, step: Step = 'replace') => {
      // Not what was rendered last: a change may come late, from a timer say, and must keep what others changed meanwhile.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(patch)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      const address = next.size > 0 ? `${window.location.pathname}?${next}` : window.location.pathname;
      setAhead({ of: routed, search: next.toString() });
      if (step === 'push') window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    },
    [routed],
  );
  return [new URLSearchParams(search), change];
}
