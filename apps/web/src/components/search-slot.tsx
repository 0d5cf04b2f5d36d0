'use client';

import { createContext, use, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

interface SearchSlot {
  element: HTMLElement | null;
  setElement: (element: HTMLElement | null) => void;
  /** Whether a page has put its own search into the slot. */
  taken: boolean;
  setTaken: (taken: boolean) => void;
}

const Context = createContext<SearchSlot | null>(null);

/** There is one search field, in the top bar. A page that lists something puts its own there. */
export function SearchSlotProvider({ children }: { children: ReactNode }) {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [taken, setTaken] = useState(false);
  const value = useMemo(() => ({ element, setElement, taken, setTaken }), [element, taken]);
  return <Context value={value}>{children}</Context>;
}

function useSearchSlot(): SearchSlot {
  const slot = use(Context);
  if (!slot) throw new Error('the search needs a SearchSlotProvider above it');
  return slot;
}

/** The place in the top bar; `children` is shown while no page takes it. */
export function SearchSlotPlace({ children }: { children: ReactNode }) {
  const { setElement, taken } = useSearchSlot();
  return (
    <>
      <div ref={setElement} className="contents" />
      {taken ? null : children}
    </>
  );
}

/** Puts the search of a page into the top bar. */
export function InSearchSlot({ children }: { children: ReactNode }) {
  const { element, setTaken } = useSearchSlot();
  useLayoutEffect(() => {
    setTaken(true);
    return () => setTaken(false);
  }, [setTaken]);
  return element ? createPortal(children, element) : null;
}
