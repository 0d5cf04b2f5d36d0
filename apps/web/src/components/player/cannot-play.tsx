'use client';

import { ExternalLink } from 'lucide-react';
import { buttonLook } from '@/components/ui/button';
import type { MediaState } from './media-state';
import { TroubleScreen } from './trouble';

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
    <TroubleScreen title={title} text={text(format)} offer={null} retry={onRetry}>
      <a href={src} download className={buttonLook({ size: 'small' })}>
        <ExternalLink /> Download the file
      </a>
    </TroubleScreen>
  );
}
