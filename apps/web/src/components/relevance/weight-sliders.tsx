'use client';

import { RotateCcw } from 'lucide-react';
import { useEffect, useState, type ComponentProps } from 'react';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useSettings } from '@/lib/settings';
import { usualWeights, weightNames, weights } from './weights';

/** How much each part of a score counts for the signed-in user, in all lists that are ordered by relevance. */
export function WeightSliders({ className, ...group }: Omit<ComponentProps<'div'>, 'children'>) {
  const { settings, change } = useSettings();
  const own = Object.keys(settings.relevance).length > 0;
  return (
    <div role="group" {...group} className={cn('grid gap-1', className)}>
      {weights.map((weight) => (
        <WeightSlider
          key={weight}
          name={weightNames[weight]}
          value={settings.relevance[weight] ?? usualWeights[weight]}
          onChange={(value) => change({ relevance: { ...settings.relevance, [weight]: value } })}
        />
      ))}
      <IconButton label="As usual" disabled={!own} onClick={() => change({ relevance: {} })} className="justify-self-end">
        <RotateCcw />
      </IconButton>
    </div>
  );
}

/** Follows the pointer at once and tells the value when it rests. */
function WeightSlider({ name, value, onChange }: { name: string; value: number; onChange: (value: number) => void }) {
  // While the pointer is on its way, what it says; else what is kept.
  const [moving, setMoving] = useState<number | null>(null);
  const shown = moving ?? value;
  useEffect(() => {
    if (moving === null) return undefined;
    const timer = setTimeout(() => {
      onChange(moving);
      setMoving(null);
    }, 400);
    return () => clearTimeout(timer);
  }, [moving, onChange]);
  return (
    <label className="grid grid-cols-[7rem_1fr_2rem] items-center gap-3 text-[0.8125rem]">
      {name}
      <input
        type="range"
        min={0}
        max={10}
        step={0.5}
        value={shown}
        onChange={(event) => setMoving(Number(event.target.value))}
        className="min-w-0 pointer-coarse:h-11"
      />
      <span className="text-right text-muted tabular-nums">{shown}</span>
    </label>
  );
}
