'use client';

import type { Statistics } from '@reelm/contracts';
import { useState } from 'react';
import { cn } from '@/lib/cn';
import { searchAddress } from '@/lib/addresses';
import { formatBytes, formatCount } from '@/lib/format';
import { growthSteps, summedUp, timeName } from '../hooks/growth';
import { ChartCard } from './chart-card';

const measures = { videos: 'Videos', size: 'Size' } as const;
const ways = { each: 'Added', sum: 'In all' } as const;

/** How the library grew, month by month or year by year. */
export function GrowthChart({ growth }: { growth: Statistics['growth'] }) {
  const [measure, setMeasure] = useState<keyof typeof measures>('videos');
  const [way, setWay] = useState<keyof typeof ways>('each');
  const steps = growthSteps(growth);
  const each = steps.map(({ added, bytes }) => (measure === 'videos' ? added : bytes));
  const values = way === 'each' ? each : summedUp(each);
  return (
    <ChartCard
      title="Growth"
      heads={['Time', `${measures[measure]}, ${ways[way].toLowerCase()}`]}
      format={measure === 'videos' ? formatCount : formatBytes}
      columns={steps.map(({ time, query }, place) => ({
        label: timeName(time),
        value: values[place] ?? 0,
        href: searchAddress('video', query),
      }))}
      actions={
        <>
          <Few label="What is counted" options={measures} value={measure} onChange={setMeasure} />
          <Few label="How it is counted" options={ways} value={way} onChange={setWay} />
        </>
      }
    />
  );
}

interface FewProps<K extends string> {
  label: string;
  options: Readonly<Record<K, string>>;
  value: K;
  onChange: (value: K) => void;
}

const Few = <K extends string>({ label, options, value, onChange }: FewProps<K>) => (
  <div role="group" aria-label={label} className="flex rounded-md border border-line p-0.5">
    {(Object.keys(options) as K[]).map((option) => (
      <button
        key={option}
        type="button"
        aria-pressed={option === value}
        onClick={() => onChange(option)}
        className={cn(
          'h-7 rounded-[6px] px-2.5 text-[0.8125rem] pointer-coarse:h-10',
          option === value ? 'bg-raised text-ink' : 'text-muted hover:text-ink',
        )}
      >
        {options[option]}
      </button>
    ))}
  </div>
);
