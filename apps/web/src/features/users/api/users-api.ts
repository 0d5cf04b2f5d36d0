import { http, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const userKeys = { all: ['users'] as const };

export const listUsers = (signal?: AbortSignal) => call(http.listUsers, {}, { signal });
export const createUser = (body: BodyOf<typeof http.createUser>) => call(http.createUser, { body });
export const updateUser = (id: string, body: BodyOf<typeof http.updateUser>) => call(http.updateUser, { params: { id }, body });
export const deleteUser = (id: string) => call(http.deleteUser, { params: { id } });
