import { mediaTokenHttp, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const mediaTokenKeys = { all: ['media-tokens'] as const };

export const listMediaTokens = (signal?: AbortSignal) => call(mediaTokenHttp.listMediaTokens, {}, { signal });
export const createMediaToken = (body: BodyOf<typeof mediaTokenHttp.createMediaToken>) => call(mediaTokenHttp.createMediaToken, { body });
export const deleteMediaToken = (id: string) => call(mediaTokenHttp.deleteMediaToken, { params: { id } });
