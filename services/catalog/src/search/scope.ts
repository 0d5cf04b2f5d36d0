import type { Query } from '@reelm/query-language';

/** Who asks, and the search that they may never see past (null: they may see everything). Every read of videos goes through it. */
export interface Scope {
  userId: string;
  limit: Query | null;
}
