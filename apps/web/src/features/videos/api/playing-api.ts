import { streamHttp, videoHttp, type Playback } from '@reelm/contracts';
import type { z } from 'zod';
import { call, urlOf } from '@/lib/api';

export const playVideo = (id: string, body: z.input<(typeof streamHttp.playVideo)['body']>, signal?: AbortSignal): Promise<Playback> =>
  call(streamHttp.playVideo, { params: { id }, body }, { signal });

export const getTimeline = (id: string, signal?: AbortSignal) => call(videoHttp.videoTimeline, { params: { id } }, { signal });

export const getWaveform = (id: string, query: { from: number; to: number }, signal?: AbortSignal) =>
  call(videoHttp.videoWaveform, { params: { id }, query }, { signal });

export const getSubtitles = async (id: string, signal?: AbortSignal) =>
  (await call(videoHttp.videoSubtitles, { params: { id } }, { signal })).items;

export const streamUrl = (id: string, file?: string): string => urlOf(videoHttp.streamVideo, { params: { id }, query: { file } });
