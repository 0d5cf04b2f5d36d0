'use client';

import { Check, CircleAlert, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { dismissToast, toastStore, toastTime, type Toast } from '@/lib/toast';
import { Button } from './button';

const none: readonly Toast[] = [];

/** Shows the notes at the bottom edge and reads them out; they wait while the pointer or the focus is on them. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => none);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-60 flex flex-col items-center gap-2 sm:inset-x-auto sm:right-5 sm:bottom-5 sm:items-end"
    >
      {toasts.map((toast) => (
        <Note key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function Note({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), toastTime(toast));
    return () => clearTimeout(timer);
  }, [toast, held]);
  const act = (): void => {
    dismissToast(toast.id);
    toast.action?.run();
  };
  return (
    <div
      role={toast.kind === 'bad' ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-md animate-[rise_160ms_ease-out] items-center gap-3 rounded-lg border border-line bg-panel py-2 pr-2 pl-3.5 text-sm shadow-xl sm:w-auto sm:min-w-72"
    >
      {toast.kind === 'bad' ? (
        <CircleAlert className="size-4.5 shrink-0 text-bad" />
      ) : toast.kind === 'good' ? (
        <Check className="size-4.5 shrink-0 text-good" />
      ) : null}
      <div className="min-w-0 flex-1 py-1">
        <p className="font-medium">{toast.message}</p>
        {toast.detail ? <p className="mt-0.5 text-[0.8125rem] text-muted">{toast.detail}</p> : null}
      </div>
      {toast.action ? (
        <Button look="quiet" size="small" className="text-accent hover:text-accent" onClick={act}>
          {toast.action.label}
        </Button>
      ) : null}
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(toast.id)}
        className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink pointer-coarse:size-11"
      >
        <X className="size-4" />
      </button>
    </div>
  );
}
