import { RelevanceWeights, type HitScore } from '@reelm/contracts';

export type Weight = keyof RelevanceWeights;

export const weightNames: Record<Weight, string> = {
  text: 'Words found',
  rating: 'Rating',
  duration: 'Length',
  recency: 'Newness',
  plays: 'Your plays',
};
export const weights = Object.keys(weightNames) as Weight[];
export const usualWeights = RelevanceWeights.parse({});

interface ScorePart {
  name: string;
  points: number;
  /** Of the whole score, from 0 to 1. */
  share: number;
}

/** What a score is made of, the most first; what adds nothing is left out. */
export const partsOf = ({ score, parts }: HitScore): ScorePart[] =>
  weights
    .map((weight) => ({ name: weightNames[weight], points: parts[weight] ?? 0, share: (parts[weight] ?? 0) / score }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points);
