import { videoHttp, type VideoUpdate } from '@reelm/contracts';
import { call } from '@/lib/api';

export const videoKeys = {
  all: 'videos',
  detail: (id: string) => ['videos', 'detail', id] as const,
};

export const getVideo = (id: string, signal?: AbortSignal) => call(videoHttp.getVideo, { params: { id } }, { signal });

export const updateVideo = (id: string, patch: VideoUpdate, version?: number) =>
  call(videoHttp.updateVideo, { params: { id }, body: patch }, { ifMatch: version });

export const analyzeVideo = (id: string) => call(videoHttp.analyzeVideo, { params: { id } });

export const setCover = (id: string, upload: Blob) => call(videoHttp.setVideoCover, { params: { id } }, { upload });
export const takeCover = (id: string, seconds: number) => call(videoHttp.takeVideoCover, { params: { id }, body: { seconds } });
export const resetCover = (id: string) => call(videoHttp.resetVideoCover, { params: { id } });
