import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const tones = {
  plain: 'bg-raised text-muted',
  good: 'bg-good/14 text-good',
  warn: 'bg-warn/14 text-warn',
  bad: 'bg-bad/14 text-bad',
  accent: 'bg-accent/14 text-accent',
} as const;

export type Tone = keyof typeof tones;

export const Badge = ({ tone = 'plain', className, children }: { tone?: Tone; className?: string; children: ReactNode }) => (
  <span
    className={cn('inline-flex items-center gap-1.5 rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap', tones[tone], className)}
  >
    {children}
  </span>
);
