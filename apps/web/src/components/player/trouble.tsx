'use client';

import { CircleAlert, Gauge, RotateCw, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** Why a film does not play, or plays badly, with ways on. */
export interface Trouble {
  title: string;
  text: string;
  offer: { label: string; take: () => void } | null;
  retry: (() => void) | null;
}

/** In place of the film. @param children further ways on */
export const TroubleScreen = ({ title, text, offer, retry, children }: Trouble & { children?: ReactNode }) => (
  <div
    role="alert"
    className="absolute inset-0 z-10 grid place-content-center justify-items-center gap-2 overflow-y-auto bg-black/85 p-4 text-center text-white sm:gap-3 sm:p-6"
  >
    <CircleAlert className="size-8 text-white/70 max-sm:hidden" strokeWidth={1.5} aria-hidden />
    <p className="font-semibold">{title}</p>
    <p className="max-w-md text-sm text-pretty text-white/75">{text}</p>
    <div className="flex flex-wrap justify-center gap-2">
      {offer ? (
        <Button size="small" look="primary" onClick={offer.take}>
          {offer.label}
        </Button>
      ) : null}
      {retry ? (
        <Button size="small" onClick={retry}>
          <RotateCw /> Try again
        </Button>
      ) : null}
      {children}
    </div>
  </div>
);

/** Over the film, which goes on. */
export function Advice({ text, offer }: Trouble) {
  const [closed, setClosed] = useState(false);
  if (closed || !offer) return null;
  return (
    <div
      role="status"
      className="absolute top-3 right-3 left-3 z-10 mx-auto flex w-fit flex-wrap items-center gap-x-2 rounded-lg bg-black/80 py-1 pr-1 pl-3 text-sm text-white shadow-lg"
    >
      <Gauge className="size-4 shrink-0" aria-hidden />
      <span className="py-1">{text}</span>
      <button type="button" onClick={offer.take} className="h-9 rounded-md px-2.5 font-medium hover:bg-white/15 pointer-coarse:h-11">
        {offer.label}
      </button>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => setClosed(true)}
        className="grid size-9 place-items-center rounded-md hover:bg-white/15 pointer-coarse:size-11"
      >
        <X className="size-4" />
      </button>
    </div>
  );
}
