import { systemHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const statusKeys = { system: ['status'] as const };

export const getSystemStatus = (signal?: AbortSignal) => call(systemHttp.systemStatus, {}, { signal });
