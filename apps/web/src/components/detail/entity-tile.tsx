import type { NamedKind } from '@reelm/contracts';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { pageOf } from '@/components/entity-api';
import { Picture } from '@/components/list/entity-card';
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
      <div className={cn('grid overflow-hidden rounded-md', ratio)}>
        <Picture kind={kind} url={entity.imageUrl} height="100%" fit={kind === 'studio' ? 'contain' : 'cover'} />
      </div>
      <Link
        href={pageOf(kind, entity.id)}
        className="mt-2 block truncate text-sm font-medium after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent"
      >
        {entity.name}
      </Link>
      <div className="relative mt-0.5 text-xs text-muted tabular-nums">{children}</div>
    </article>
  );
}
