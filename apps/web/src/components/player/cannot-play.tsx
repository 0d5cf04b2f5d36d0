'use client';

import { CircleAlert, ExternalLink } from 'lucide-react';
import { Button, buttonLook } from '@/components/ui/button';
import type { MediaState } from './media-state';

const reasons: Record<NonNullable<MediaState['failure']>, { title: string; text: (format: string | null) => string }> = {
  unsupported: {
    title: 'This browser cannot play the file',
    text: (format) =>
      `${format ? `It holds ${format}, which this browser does not know.` : 'Its format is not one that this browser knows.'} Another browser may, and any player app can open its address.`,
  },
  'no-picture': {
    title: 'This browser plays the sound but not the picture',
    text: (format) => `${format ? `The file holds ${format}.` : ''} Another browser may show it, and any player app can open its address.`,
  },
  network: {
    title: 'The film stopped arriving',
    text: () => 'The connection to Reelm broke off, or the file went away. Try again in a moment.',
  },
};

interface CannotPlayProps {
  failure: NonNullable<MediaState['failure']>;
  format: string | null;
  src: string;
  onRetry: () => void;
}

export function CannotPlay({ failure, format, src, onRetry }: CannotPlayProps) {
  const { title, text } = reasons[failure];
  return (
    <div
      role="alert"
      className="absolute inset-0 z-10 grid place-content-center justify-items-center gap-2 overflow-y-auto bg-black/85 p-4 text-center text-white sm:gap-3 sm:p-6"
    >
      <CircleAlert className="size-8 text-white/70 max-sm:hidden" strokeWidth={1.5} aria-hidden />
      <p className="font-semibold">{title}</p>
      <p className="max-w-md text-sm text-pretty text-white/75">{text(format)}</p>
      <div className="flex gap-2">
        <Button size="small" onClick={onRetry}>
          Try again
        </Button>
        <a href={src} download className={buttonLook({ size: 'small' })}>
          <ExternalLink /> Download the file
        </a>
      </div>
    </div>
  );
}
