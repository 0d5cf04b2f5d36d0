/** One measured number. */
export interface Figure {
  what: string;
  value: number;
  unit: string;
  /** What was promised, where something was. */
  goal?: Goal;
  /** What one should know to judge the number. */
  note?: string;
}

export interface Goal {
  atMost?: number;
  atLeast?: number;
}

export type Verdict = 'reached' | 'short' | 'no goal';

export function verdict({ value, goal }: Figure): Verdict {
  if (goal?.atMost === undefined && goal?.atLeast === undefined) return 'no goal';
  return value <= (goal.atMost ?? Infinity) && value >= (goal.atLeast ?? -Infinity) ? 'reached' : 'short';
}

/** Three digits that mean something, with thin grouping. */
export function shown(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function goalText(goal: Goal | undefined, unit: string): string {
  if (goal?.atMost !== undefined) return `≤ ${shownGoal(goal.atMost)} ${unit}`;
  if (goal?.atLeast !== undefined) return `≥ ${shownGoal(goal.atLeast)} ${unit}`;
  return '';
}

const shownGoal = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** The value below which `part` (0 to 1) of all values lie. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
