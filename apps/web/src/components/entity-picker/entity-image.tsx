import type { EntityKind } from '@reelm/contracts';
import { cn } from '@/lib/cn';
import { entityKinds } from './entity-kinds';

/** A small picture of an entity, or the sign of its kind. */
export function EntityImage({ kind, url, className }: { kind: EntityKind; url: string | null; className?: string }) {
  const { icon: Icon } = entityKinds[kind];
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-5 shrink-0 place-items-center overflow-hidden bg-raised text-muted',
        kind === 'performer' ? 'rounded-full' : 'rounded',
        className,
      )}
    >
      {url ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className={cn('picture size-full', kind === 'studio' ? 'object-contain' : 'object-cover object-top')}
        />
      ) : (
        <Icon className="size-3/5" />
      )}
    </span>
  );
}
