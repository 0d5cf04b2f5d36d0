import { cn } from '@/lib/cn';

interface ProgressBarProps {
  /** Part that is done, 0 to 1; null while it is not known. */
  value: number | null;
  label: string;
  tone?: 'accent' | 'bad';
  className?: string;
}

export function ProgressBar({ value, label, tone = 'accent', className }: ProgressBarProps) {
  const percent = value === null ? null : Math.round(Math.max(0, Math.min(1, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className={cn('h-1.5 overflow-hidden rounded-full bg-raised', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-300',
          tone === 'bad' ? 'bg-bad' : 'bg-accent',
          percent === null && 'w-1/3 animate-shimmer',
        )}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
