import { type BodyOf, userHttp, sessionHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const accountKeys = { apiKeys: ['account', 'api-keys'] as const };

export const changePassword = (body: BodyOf<typeof sessionHttp.changePassword>) => call(sessionHttp.changePassword, { body });
export const listApiKeys = (signal?: AbortSignal) => call(userHttp.listApiKeys, {}, { signal });
export const createApiKey = (body: BodyOf<typeof userHttp.createApiKey>) => call(userHttp.createApiKey, { body });
export const deleteApiKey = (id: string) => call(userHttp.deleteApiKey, { params: { id } });
