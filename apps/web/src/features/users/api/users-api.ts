import { type BodyOf, userHttp, videoLists } from '@reelm/contracts';
import { call } from '@/lib/api';

export const userKeys = { all: ['users'] as const, limit: (q: string) => ['videos', 'list', 'total', 'limit', q] as const };

export const listUsers = (signal?: AbortSignal) => call(userHttp.listUsers, {}, { signal });
export const createUser = (body: BodyOf<typeof userHttp.createUser>) => call(userHttp.createUser, { body });
export const updateUser = (id: string, body: BodyOf<typeof userHttp.updateUser>) => call(userHttp.updateUser, { params: { id }, body });
export const deleteUser = (id: string) => call(userHttp.deleteUser, { params: { id } });

/** How many videos a search leaves to see. */
export async function countVideos(q: string, signal?: AbortSignal): Promise<{ count: number; exact: boolean }> {
  const { total = 0, totalExact = true } = await call(videoLists.list, { query: { q, limit: 1, total: true } }, { signal });
  return { count: total, exact: totalExact };
}
