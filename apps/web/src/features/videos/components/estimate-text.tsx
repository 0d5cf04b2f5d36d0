import type { EstimateBasis, FileEditPlan, Spread } from '@reelm/contracts';
import { formatBytes, formatSpan } from '@/lib/format';

/** Nearer than this the two ends of a spread say the same. */
const near = 1.35;

const between = ({ low, high }: Spread, middle: number, says: (value: number) => string): string =>
  high / Math.max(low, 1) <= near || says(low) === says(high) ? `about ${says(middle)}` : `${says(low)} to ${says(high)}`;

const honesty: Record<EstimateBasis, string | null> = {
  copy: null,
  guess: 'A rough guess: nothing like it was encoded on this machine yet.',
  machine: 'The time goes by what was encoded here before; the size is a rough guess.',
  sample: 'By some seconds of this film that were converted to see.',
};

interface EstimateTextProps {
  plan: FileEditPlan;
  /** Whether some seconds of the film can be tried. */
  canTry?: boolean;
}

/** What an edit will make and cost, and how that is known. */
export function EstimateText({ plan, canTry = false }: EstimateTextProps) {
  const { results, bytes, bytesBetween, seconds, secondsBetween, freeBytes, basis } = plan;
  const known = honesty[basis];
  const size = between(bytesBetween, bytes, formatBytes);
  const time = between(secondsBetween, seconds, formatSpan);
  return (
    <>
      {results.length > 1 ? `${results.length} files, ` : ''}
      {size}, {time} of work · {formatBytes(freeBytes)} free
      {known === null ? null : (
        <span className="block text-[0.8125rem]">
          {known} {canTry && basis !== 'sample' ? 'Films differ much: some seconds of this one tell more.' : null}
        </span>
      )}
    </>
  );
}
