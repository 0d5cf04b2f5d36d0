import { http, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const stashBoxKeys = { all: ['stash-boxes'] as const };

export const listStashBoxes = (signal?: AbortSignal) => call(http.listStashBoxes, {}, { signal });
export const createStashBox = (body: BodyOf<typeof http.createStashBox>) => call(http.createStashBox, { body });
export const updateStashBox = (id: string, body: BodyOf<typeof http.updateStashBox>) => call(http.updateStashBox, { params: { id }, body });
export const deleteStashBox = (id: string) => call(http.deleteStashBox, { params: { id } });
export const checkStashBox = (id: string) => call(http.checkStashBox, { params: { id } });
