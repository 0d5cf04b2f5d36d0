'use client';

import type { EntityKind } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
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
  /** Logos are shown whole, pictures fill their frame. */
  fit?: 'cover' | 'contain';
  /** What tells it apart, behind the name. */
  aside?: string | null;
  /** Second line. */
  children?: ReactNode;
  onFavourite?: (client: QueryClient, favourite: boolean) => void;
}

/** The card of what has a name, a picture and videos: performers, studios, tags and groups. */
export function EntityCard<T extends EntityItem>({ kind, card, fit = 'cover', aside, children, onFavourite }: EntityCardProps<T>) {
  const { item, cell } = card;
  const { text } = cell;
  return (
    <CardFrame {...card} label={aside ? `${item.name} (${aside})` : item.name}>
      <Picture kind={kind} url={item.imageUrl} height={cell.pictureHeight} fit={fit} />
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
export function EntityPreview<T extends EntityItem>({ kind, card, fit = 'cover' }: Pick<EntityCardProps<T>, 'kind' | 'card' | 'fit'>) {
  const { item, cell } = card;
  return (
    <CardFrame {...card}>
      <Picture kind={kind} url={item.imageUrl} height={cell.pictureHeight} fit={fit} />
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

export function Picture({
  kind,
  url,
  height,
  fit,
}: {
  kind: EntityKind;
  url: string | null;
  height: number | string;
  fit: 'cover' | 'contain';
}) {
  const { icon: Icon } = entityKinds[kind];
  return (
    <div className="grid place-items-center overflow-hidden rounded-md bg-raised" style={{ height }}>
      {url ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          className={cn('picture size-full', fit === 'contain' ? 'object-contain p-3' : 'object-cover object-top')}
        />
      ) : (
        <Icon className="size-[22%] max-h-10 min-h-4 max-w-10 min-w-4 text-edge" strokeWidth={1.4} aria-hidden />
      )}
    </div>
  );
}
