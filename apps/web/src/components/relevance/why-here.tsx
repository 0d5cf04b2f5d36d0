'use client';

import { CircleQuestionMark } from 'lucide-react';
import { PopoverButton } from '@/components/ui/popover-button';
import { useScores } from './scores';

/** The button on a card of a list that is ordered by relevance; it lies above the card's link, in the lower corner of the picture. */
export function WhyHere({ item, bottom }: { item: { id: string; name: string }; bottom: number }) {
  if (!useScores()) return null;
  return (
    <PopoverButton
      label={`Why ${item.name} stands here`}
      load={() => import('./score-parts').then(({ ScoreParts }) => <ScoreParts id={item.id} />)}
      className="absolute left-0 z-1 grid size-10 -translate-y-full place-items-center rounded-md opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-80"
      style={{ top: bottom }}
    >
      <span className="grid size-6.5 place-items-center rounded-full bg-black/55 text-white">
        <CircleQuestionMark className="size-4" aria-hidden />
      </span>
    </PopoverButton>
  );
}
