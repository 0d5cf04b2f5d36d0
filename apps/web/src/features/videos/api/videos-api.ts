import { http, type VideoSort, type VideoUpdate } from '@reelm/contracts';
import { call, urlOf } from '@/lib/api';

export interface VideoListFilter {
  q: string;
  sort: VideoSort;
}

export const videoKeys = {
  lists: ['videos', 'list'] as const,
  list: (filter: VideoListFilter) => ['videos', 'list', filter] as const,
  detail: (id: string) => ['videos', 'detail', id] as const,
};

/** Enough for two screens at usual densities; the next page is on its way before the end of this one is seen. */
const pageSize = 60;

/** One page of a search; the first one also says how many there are. */
export const listVideos = (filter: VideoListFilter, cursor: string | undefined, signal: AbortSignal) =>
  call(http.listVideos, { query: { ...filter, limit: pageSize, cursor, ...(cursor === undefined ? { total: true } : {}) } }, { signal });

export const getVideo = (id: string, signal?: AbortSignal) => call(http.getVideo, { params: { id } }, { signal });

export const updateVideo = (id: string, patch: VideoUpdate, version?: number) =>
  call(http.updateVideo, { params: { id }, body: patch }, { ifMatch: version });

export const analyzeVideo = (id: string) => call(http.analyzeVideo, { params: { id } });

export const streamUrl = (id: string, file?: string): string => urlOf(http.streamVideo, { params: { id }, query: { file } });
