import { videoHttp, videoLists, type VideoCard } from '@reelm/contracts';
import type { QueryClient } from '@tanstack/react-query';
import type { ListFilter } from '@/components/list/kind';
import { itemInLists } from '@/components/list/list-data';
import type { Selection } from '@/components/list/selection';
import { call } from '@/lib/api';
import { mostQueued, queued, type Queued } from './queue';

const pageSize = 200;

/** What answers a search, in its order, as far as a queue holds it. */
export async function allOf({ q, sort, weights }: ListFilter, except: ReadonlySet<string> = new Set()): Promise<Queued[]> {
  const found: VideoCard[] = [];
  let cursor: string | undefined;
  do {
    const page = await call(videoLists.list, { query: { q, sort, weights, limit: pageSize, cursor } });
    found.push(...page.items.filter(({ id }) => !except.has(id)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < mostQueued);
  return found.slice(0, mostQueued).map((video) => queued(video));
}

/** The videos that are chosen: in the order of the list where all are, otherwise in the order in which they were chosen. */
export async function chosenOf(client: QueryClient, selection: Selection, filter: ListFilter): Promise<Queued[]> {
  if (selection.all) return allOf(filter, selection.except);
  const ids = [...selection.ids].slice(0, mostQueued);
  return Promise.all(
    ids.map(async (id) => queued(itemInLists<VideoCard>(client, 'videos', id) ?? (await call(videoHttp.getVideo, { params: { id } })))),
  );
}

/** A random video of a search, none of those that were seen lately as long as there are others. */
export async function randomOf(q: string, seen: ReadonlySet<string>): Promise<string | null> {
  const seed = 1 + Math.floor(Math.random() * 2_147_483_646);
  const { items } = await call(videoLists.list, { query: { q, sort: `random:${seed}`, limit: 30 } });
  return (items.find(({ id }) => !seen.has(id)) ?? items[0])?.id ?? null;
}
