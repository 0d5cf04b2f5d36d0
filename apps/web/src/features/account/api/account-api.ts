import { http, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const accountKeys = { apiKeys: ['account', 'api-keys'] as const };

export const changePassword = (body: BodyOf<typeof http.changePassword>) => call(http.changePassword, { body });
export const listApiKeys = (signal?: AbortSignal) => call(http.listApiKeys, {}, { signal });
export const createApiKey = (body: BodyOf<typeof http.createApiKey>) => call(http.createApiKey, { body });
export const deleteApiKey = (id: string) => call(http.deleteApiKey, { params: { id } });
