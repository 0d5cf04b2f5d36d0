import type { SceneCut } from '@reelm/contracts';
import type { CSSProperties } from 'react';
import { cn } from '@/lib/cn';
import type { Playhead } from '../playhead';
import { heatOf, nearestCut, outlineOf } from '../timeline-model';

/** A click this near to a cut means it, as a share of what is seen. */
const nearShare = 0.01;

/** Where the picture becomes another one, the more the higher. */
export function Cuts({
  cuts,
  duration,
  secondsAt,
  playhead,
  span,
}: {
  cuts: readonly SceneCut[];
  secondsAt: (clientX: number) => number;
  duration: number;
  /** Seconds that are seen. */
  span: number;
  playhead: Playhead;
}) {
  const seek = (seconds: number): void => playhead.seek(nearestCut(cuts, seconds, span * nearShare)?.seconds ?? seconds);
  return (
    // For those who see, as the strips are: the suggestions among the markers are a list of the same.
    <svg
      aria-hidden
      viewBox={`0 0 ${duration} 100`}
      preserveAspectRatio="none"
      data-strip="Cuts"
      onPointerDown={(event) => event.button === 0 && seek(secondsAt(event.clientX))}
      className="block h-3.5 w-full cursor-pointer stroke-ink/60"
    >
      <path
        d={cuts.map(({ seconds, strength }) => `M${seconds} 100V${100 - strength}`).join('')}
        vectorEffect="non-scaling-stroke"
        strokeWidth={1}
      />
    </svg>
  );
}

/** Something that has a colour at each place of the film: the warmer the more. */
export const Heat = ({ title, values }: { title: string; values: readonly number[] }) => (
  <div data-strip={title} title={title} className="pointer-events-none h-3 w-full" style={{ backgroundImage: heatOf(values) }} />
);

interface StripProps {
  title: string;
  values: readonly number[] | null;
  className: string;
  /** What fills its height; the highest value where left out. */
  most?: number | undefined;
  /** Where it lies, where that is not along the whole film. */
  style?: CSSProperties | undefined;
}

/** Something that goes up and down along the film. */
export const Strip = ({ title, values, className, most, style }: StripProps) => (
  <svg
    viewBox={`0 0 ${values?.length ?? 1} 100`}
    preserveAspectRatio="none"
    data-strip={title}
    className={cn('pointer-events-none block w-full', className)}
    style={style}
  >
    {values && values.length > 0 ? <path d={outlineOf(values, most)} /> : null}
  </svg>
);
