import type { NamedKind } from '@reelm/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { entityAddress } from '@/lib/addresses';
import { CardImage } from '@/components/entity-picker/entity-image';
import { cn } from '@/lib/cn';

interface EntityTileProps {
  kind: NamedKind;
  entity: { id: string; name: string; imageUrl: string | null };
  /** Below the name; what can be clicked there must lie above the tile's own link (`z-1`). */
  children?: ReactNode;
  className?: string;
}

/** A performer, studio, tag or group among a few others on a page. */
export function EntityTile({ kind, entity, children, className }: EntityTileProps) {
  const ratio = kind === 'performer' || kind === 'group' ? 'aspect-[2/3]' : 'aspect-video';
  return (
    <article className={cn('relative min-w-0', className)}>
      <div className={ratio}>
        <CardImage kind={kind} url={entity.imageUrl} />
      </div>
      <Link
        href={entityAddress(kind, entity.id)}
        className="mt-2 block truncate text-sm font-medium after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
      >
        {entity.name}
      </Link>
      <div className="relative mt-0.5 text-xs text-muted tabular-nums">{children}</div>
    </article>
  );
}
