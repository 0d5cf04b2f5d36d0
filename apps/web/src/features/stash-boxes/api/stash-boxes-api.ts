import { type BodyOf, stashBoxHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const stashBoxKeys = { all: ['stash-boxes'] as const };

export const listStashBoxes = (signal?: AbortSignal) => call(stashBoxHttp.listStashBoxes, {}, { signal });
export const createStashBox = (body: BodyOf<typeof stashBoxHttp.createStashBox>) => call(stashBoxHttp.createStashBox, { body });
export const updateStashBox = (id: string, body: BodyOf<typeof stashBoxHttp.updateStashBox>) =>
  call(stashBoxHttp.updateStashBox, { params: { id }, body });
export const deleteStashBox = (id: string) => call(stashBoxHttp.deleteStashBox, { params: { id } });
export const checkStashBox = (id: string) => call(stashBoxHttp.checkStashBox, { params: { id } });
