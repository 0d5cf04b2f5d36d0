'use client';

import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { filterOf, needsSvg, placeOf, warmthGains, type Picture } from './picture';

interface ScreenProps extends ComponentProps<'video'> {
  picture: Picture;
  /** What lies over the film, in its colours. */
  over?: ReactNode;
}

/** The film in its colours and shape, in the middle of whatever is around it. */
export function Screen({ picture, over, className, ...video }: ScreenProps) {
  const id = useId().replace(/\W/g, '');
  const { red, blue } = warmthGains(picture.warmth);
  const bend = { type: 'gamma', exponent: 1 / picture.gamma, offset: 0 } as const;
  return (
    // The filter is not the film's own: that one blurs it where somebody wants to be discreet.
    <div className="absolute inset-0 overflow-hidden [container-type:size]" style={{ filter: filterOf(picture, id) }}>
      {needsSvg(picture) ? (
        <svg width={0} height={0} aria-hidden className="absolute">
          <filter id={id} colorInterpolationFilters="sRGB">
            <feComponentTransfer>
              <feFuncR {...bend} amplitude={red} />
              <feFuncG {...bend} amplitude={1} />
              <feFuncB {...bend} amplitude={blue} />
            </feComponentTransfer>
          </filter>
        </svg>
      ) : null}
      <video
        playsInline
        tabIndex={-1}
        className={cn('picture absolute top-1/2 left-1/2 max-w-none', className)}
        style={placeOf(picture)}
        {...video}
      />
      {over}
    </div>
  );
}
