import type { EntityKind } from '@reelm/contracts';
import { X } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/lib/cn';
import { EntityImage } from './entity-image';

interface EntityChipProps {
  kind: EntityKind;
  name: string;
  imageUrl?: string | null;
  /** Leads to its page. */
  href?: string;
  onRemove?: (() => void) | undefined;
  className?: string;
}

/** A tag, performer, studio or group wherever one is named. */
export function EntityChip({ kind, name, imageUrl = null, href, onRemove, className }: EntityChipProps) {
  const content = (
    <>
      <EntityImage kind={kind} url={imageUrl} />
      <span className="truncate">{name}</span>
    </>
  );
  const inner = cn('flex min-w-0 items-center gap-1.5 rounded-full py-0.5 pl-1', onRemove ? 'pr-1' : 'pr-2.5');
  return (
    <span
      className={cn('inline-flex max-w-60 items-center rounded-full border border-line bg-raised text-[0.8125rem] leading-5', className)}
    >
      {href ? (
        <Link href={href} className={cn(inner, 'hover:text-accent')}>
          {content}
        </Link>
      ) : (
        <span className={inner}>{content}</span>
      )}
      {onRemove ? (
        <button
          type="button"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
          className="mr-0.5 grid size-6 shrink-0 place-items-center rounded-full text-muted hover:bg-line hover:text-ink pointer-coarse:size-9"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
