'use client';

import type { EntityKind } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CardImage } from '@/components/entity-picker/entity-image';
import { RatingMark } from '@/components/rating-stars';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { CardFrame } from './card-frame';
import { FavouriteButton } from './favourite-button';
import type { CardProps, Item } from './kind';

interface EntityItem extends Item {
  imageUrl: string | null;
  favourite: boolean;
  videos: number;
  rating?: number | null;
}

interface EntityCardProps<T extends EntityItem> {
  kind: EntityKind;
  card: CardProps<T>;
  /** What tells it apart, behind the name. */
  aside?: string | null;
  /** Second line. */
  children?: ReactNode;
  onFavourite?: (client: QueryClient, favourite: boolean) => void;
}

/** The card of what has a name, a picture and videos: performers, studios, tags and groups. */
export function EntityCard<T extends EntityItem>({ kind, card, aside, children, onFavourite }: EntityCardProps<T>) {
  const { item, cell } = card;
  const { text } = cell;
  return (
    <CardFrame {...card} label={aside ? `${item.name} (${aside})` : item.name}>
      <CardImage kind={kind} url={item.imageUrl} height={cell.pictureHeight} />
      {onFavourite ? <FavouriteButton item={item} small={text === 'none'} onChange={onFavourite} /> : null}
      {text === 'none' ? null : (
        <div className="overflow-hidden pt-2" style={{ height: cell.textHeight }} aria-hidden>
          <p title={item.name} className={cn('truncate leading-5 font-medium', text === 'full' ? 'text-sm' : 'text-[0.8125rem]')}>
            {item.name}
            {aside ? <span className="font-normal text-muted"> {aside}</span> : null}
          </p>
          {text === 'full' ? (
            <div className="mt-0.5 grid gap-0.5 text-xs leading-4 whitespace-nowrap text-muted">
              {children ? <p className="truncate">{children}</p> : null}
              <p className="flex items-center gap-2 tabular-nums">
                {item.rating == null ? null : <RatingMark value={item.rating} />}
                {plural(item.videos, 'video')}
              </p>
            </div>
          ) : null}
        </div>
      )}
    </CardFrame>
  );
}

/** The same item on the wall; its name shows when it is pointed at. */
export function EntityPreview<T extends EntityItem>({ kind, card }: Pick<EntityCardProps<T>, 'kind' | 'card'>) {
  const { item, cell } = card;
  return (
    <CardFrame {...card}>
      <CardImage kind={kind} url={item.imageUrl} height={cell.pictureHeight} />
      <span
        aria-hidden
        className={cn(
          'absolute inset-x-0 bottom-0 truncate rounded-b-md bg-black/70 px-2 py-1 text-xs text-white',
          item.imageUrl && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
        )}
      >
        {item.name}
      </span>
    </CardFrame>
  );
}
