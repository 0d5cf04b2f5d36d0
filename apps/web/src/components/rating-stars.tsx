'use client';

import { Star } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/lib/cn';

const stars = [1, 2, 3, 4, 5] as const;
const perStar = 20;

/** Five stars for a rating of 1 to 100, as a row of radio buttons; choosing the current one again clears it. */
export function RatingInput({ value, onChange }: { value: number | null; onChange: (rating: number | null) => void }) {
  const [hovered, setHovered] = useState<number | null>(null);
  const current = value === null ? 0 : Math.max(1, Math.round(value / perStar));
  const shown = hovered ?? current;
  return (
    <div role="group" aria-label="Rating" className="-ml-1.5 flex" onPointerLeave={() => setHovered(null)}>
      {stars.map((star) => (
        <button
          key={star}
          type="button"
          aria-label={`${star} ${star === 1 ? 'star' : 'stars'}`}
          aria-pressed={current === star}
          title={current === star ? 'Remove the rating' : `${star} of 5`}
          onPointerEnter={(event) => event.pointerType === 'mouse' && setHovered(star)}
          onClick={() => onChange(current === star ? null : star * perStar)}
          className="grid h-9 w-8 place-items-center rounded-md pointer-coarse:size-11"
        >
          <Star className={cn('size-5', star <= shown ? 'fill-warn text-warn' : 'text-edge')} strokeWidth={1.6} />
        </button>
      ))}
    </div>
  );
}

/** The rating as a small star with its number, for cards. */
export const RatingMark = ({ value }: { value: number }) => (
  <span className="inline-flex items-center gap-1 tabular-nums" aria-label={`Rated ${(value / perStar).toFixed(1)} of 5`} role="img">
    <Star className="size-3.5 fill-warn text-warn" aria-hidden />
    {(value / perStar).toFixed(1)}
  </span>
);
