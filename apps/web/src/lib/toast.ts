/** A short note at the edge of the screen. With an action, most often Undo, it stays longer. */
export interface Toast {
  id: number;
  kind: 'good' | 'bad' | 'plain';
  message: string;
  detail?: string | undefined;
  action?: { label: string; run: () => void } | undefined;
}

type NewToast = Omit<Toast, 'id' | 'kind'> & { kind?: Toast['kind'] };

/** The newest notes; older ones give way. */
const most = 4;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

const publish = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

export function showToast(toast: NewToast): number {
  lastId += 1;
  publish([...toasts, { kind: 'plain' as const, ...toast, id: lastId }].slice(-most));
  return lastId;
}

export const dismissToast = (id: number): void => publish(toasts.filter((toast) => toast.id !== id));

/** How long a note is shown, milliseconds. */
export const toastTime = (toast: Toast): number => (toast.action ? 9000 : toast.kind === 'bad' ? 8000 : 4500);

export const toastStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): readonly Toast[] => toasts,
};

/** Says what went wrong with something that the user asked for. */
export const toastError =
  (what: string) =>
  (error: Error): void => {
    showToast({ kind: 'bad', message: what, detail: error.message });
  };
