import { type BodyOf, userHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const userKeys = { all: ['users'] as const };

export const listUsers = (signal?: AbortSignal) => call(userHttp.listUsers, {}, { signal });
export const createUser = (body: BodyOf<typeof userHttp.createUser>) => call(userHttp.createUser, { body });
export const updateUser = (id: string, body: BodyOf<typeof userHttp.updateUser>) => call(userHttp.updateUser, { params: { id }, body });
export const deleteUser = (id: string) => call(userHttp.deleteUser, { params: { id } });
