'use client';

import { useScores } from './scores';
import { partsOf } from './weights';

/** What the score of a hit is made of. */
export function ScoreParts({ id }: { id: string }) {
  const score = useScores()?.(id);
  const parts = score ? partsOf(score) : [];
  if (!score || parts.length === 0) return <p className="text-sm text-muted">Nothing puts it nearer to the top.</p>;
  return (
    <dl className="grid w-64 grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-2 text-[0.8125rem] tabular-nums">
      {parts.map(({ name, points, share }) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="h-1.5 rounded-full bg-raised" aria-hidden>
            <div className="h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
          </dd>
          <dd className="text-right text-muted">{formatPoints(points)}</dd>
        </div>
      ))}
      <div className="contents font-medium">
        <dt className="col-span-2">Together</dt>
        <dd className="text-right">{formatPoints(score.score)}</dd>
      </div>
    </dl>
  );
}

const formatPoints = (points: number): string => points.toFixed(2);
