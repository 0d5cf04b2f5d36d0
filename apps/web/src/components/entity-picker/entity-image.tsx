import type { EntityKind } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { entityKinds } from './entity-kinds';

interface EntityImageProps {
  kind: EntityKind;
  url: string | null;
  className?: string;
}

/** A small picture of an entity beside its name, or the sign of its kind; `className` may give another size. */
export function EntityImage({ kind, url, className }: EntityImageProps) {
  const { icon: Icon } = entityKinds[kind];
  return (
    <span
      aria-hidden
      className={cn(
        'relative grid size-5 shrink-0 place-items-center overflow-hidden bg-raised text-muted',
        kind === 'performer' ? 'rounded-full' : 'rounded',
        className,
      )}
    >
      {url ? <Img kind={kind} url={url} /> : <Icon className="size-3/5" />}
    </span>
  );
}

/** The picture of a card or tile, filling its width; what lies upon it are its children. */
export function CardImage({ kind, url, height = '100%', children }: EntityImageProps & { height?: number | string; children?: ReactNode }) {
  const { icon: Icon } = entityKinds[kind];
  return (
    <div className="relative grid place-items-center overflow-hidden rounded-md bg-raised text-edge" style={{ height }}>
      {url ? (
        <Img kind={kind} url={url} className={kind === 'studio' ? 'p-3' : ''} />
      ) : (
        <Icon className="size-[22%] max-h-10 min-h-4 max-w-10 min-w-4" strokeWidth={1.4} aria-hidden />
      )}
      {children}
    </div>
  );
}

/** Logos are shown whole, other pictures fill their frame. */
const Img = ({ kind, url, className }: EntityImageProps & { url: string }) => (
  <img
    src={url}
    alt=""
    loading="lazy"
    decoding="async"
    draggable={false}
    className={cn('picture absolute inset-0 size-full', kind === 'studio' ? 'object-contain' : 'object-cover object-top', className)}
  />
);

/** A few letters on a picture, as how long a video is. */
export const PictureMark = ({ className, children }: { className?: string; children: ReactNode }) => (
  <span
    className={cn(
      'absolute rounded bg-black/72 px-1.5 py-0.5 text-xs leading-none font-medium text-white tabular-nums',
      className ?? 'right-1.5 bottom-1.5',
    )}
  >
    {children}
  </span>
);
