'use client';

import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { useLiveState } from '@/lib/live';

/** A restart of the server takes a moment; what comes back within it is not worth a word. */
const patienceMs = 2000;

/** Says that live changes do not arrive, for as long as it is so. */
export function ConnectionBanner() {
  const { state, retryNow } = useLiveState();
  const [late, setLate] = useState(false);
  const open = state === 'open';
  useEffect(() => {
    if (open) return undefined;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [open]);
  if (open || !late) return null;
  return (
    <div role="status" className="flex min-h-11 items-center justify-center gap-3 border-b border-warn/40 bg-warn/12 px-4 py-1.5 text-sm">
      <WifiOff className="size-4.5 shrink-0 text-warn" aria-hidden />
      <p>The connection to Reelm is lost. Trying to get it back…</p>
      <Button size="small" onClick={retryNow}>
        Try now
      </Button>
    </div>
  );
}
