'use client';

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { Heart } from 'lucide-react';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';

interface FavouriteButtonProps {
  item: { name: string; favourite: boolean };
  small: boolean;
  onChange: (client: QueryClient, favourite: boolean) => void;
}

/** The heart in the corner of a card; it lies above the card's link. */
export function FavouriteButton({ item, small, onChange }: FavouriteButtonProps) {
  const mayEdit = useMay('editor');
  const client = useQueryClient();
  if (!mayEdit && !item.favourite) return null;
  const shape = cn('absolute top-0 right-0 z-1 grid place-items-center', small ? 'size-8' : 'size-10 pointer-coarse:size-11');
  const heart = (
    <span className={cn('grid place-items-center rounded-full bg-black/55', small ? 'size-5.5' : 'size-7.5')}>
      <Heart
        className={cn(small ? 'size-3' : 'size-4', item.favourite ? 'fill-[oklch(0.7_0.2_18)] text-[oklch(0.7_0.2_18)]' : 'text-white')}
      />
    </span>
  );
  if (!mayEdit)
    return (
      <span className={shape} role="img" aria-label="Favourite">
        {heart}
      </span>
    );
  return (
    <button
      type="button"
      aria-label={`Favourite ${item.name}`}
      aria-pressed={item.favourite}
      onClick={() => onChange(client, !item.favourite)}
      className={cn(
        shape,
        'rounded-md transition-opacity',
        // Shown when it says something, when the card is used, and always where there is no hover.
        !item.favourite && 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-80',
      )}
    >
      {heart}
    </button>
  );
}
