'use client';

import { useState } from 'react';
import { cn } from '@/lib/cn';

/** A short silent film over a picture; what lies below it stays in sight until the first picture is there. */
export function PreviewFilm({ url }: { url: string }) {
  const [shown, setShown] = useState(false);
  return (
    <video
      src={url}
      muted
      loop
      autoPlay
      playsInline
      disablePictureInPicture
      aria-hidden
      tabIndex={-1}
      data-testid="preview"
      onPlaying={() => setShown(true)}
      className={cn('picture absolute inset-0 size-full bg-black object-cover', shown ? 'opacity-100' : 'opacity-0')}
    />
  );
}
