import { statisticsHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const statisticsKeys = { all: ['statistics'] as const };

export const getStatistics = (signal?: AbortSignal) => call(statisticsHttp.statistics, {}, { signal });
