import { streamHttp, videoHttp, type Playback, type VideoUpdate } from '@reelm/contracts';
import type { z } from 'zod';
import { call, urlOf } from '@/lib/api';

export const videoKeys = {
  all: 'videos',
  detail: (id: string) => ['videos', 'detail', id] as const,
};

export const getVideo = (id: string, signal?: AbortSignal) => call(videoHttp.getVideo, { params: { id } }, { signal });

export const updateVideo = (id: string, patch: VideoUpdate, version?: number) =>
  call(videoHttp.updateVideo, { params: { id }, body: patch }, { ifMatch: version });

export const analyzeVideo = (id: string) => call(videoHttp.analyzeVideo, { params: { id } });

export const playVideo = (id: string, body: z.input<(typeof streamHttp.playVideo)['body']>, signal?: AbortSignal): Promise<Playback> =>
  call(streamHttp.playVideo, { params: { id }, body }, { signal });

export const getTimeline = (id: string, signal?: AbortSignal) => call(videoHttp.videoTimeline, { params: { id } }, { signal });

export const getSubtitles = async (id: string, signal?: AbortSignal) =>
  (await call(videoHttp.videoSubtitles, { params: { id } }, { signal })).items;

export const streamUrl = (id: string, file?: string): string => urlOf(videoHttp.streamVideo, { params: { id }, query: { file } });

export const setCover = (id: string, upload: Blob) => call(videoHttp.setVideoCover, { params: { id } }, { upload });
export const takeCover = (id: string, seconds: number) => call(videoHttp.takeVideoCover, { params: { id }, body: { seconds } });
export const resetCover = (id: string) => call(videoHttp.resetVideoCover, { params: { id } });
