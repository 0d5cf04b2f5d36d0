import { http, type VideoUpdate } from '@reelm/contracts';
import { call, urlOf } from '@/lib/api';

export const videoKeys = {
  all: 'videos',
  detail: (id: string) => ['videos', 'detail', id] as const,
};

export const getVideo = (id: string, signal?: AbortSignal) => call(http.getVideo, { params: { id } }, { signal });

export const updateVideo = (id: string, patch: VideoUpdate, version?: number) =>
  call(http.updateVideo, { params: { id }, body: patch }, { ifMatch: version });

export const analyzeVideo = (id: string) => call(http.analyzeVideo, { params: { id } });

export const streamUrl = (id: string, file?: string): string => urlOf(http.streamVideo, { params: { id }, query: { file } });
