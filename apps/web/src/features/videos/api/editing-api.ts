import { editingHttp, videoHttp, type FileEditRequest, type TimeRange } from '@reelm/contracts';
import type { z } from 'zod';
import { call, urlOf } from '@/lib/api';

type Request = z.input<typeof FileEditRequest>;

export const planFileEdit = (id: string, body: Request, signal?: AbortSignal) =>
  call(editingHttp.planFileEdit, { params: { id }, body }, { signal });

export const editFile = (id: string, body: Request) => call(editingHttp.editFile, { params: { id }, body });

export const createPart = (fileId: string, { startSeconds, endSeconds }: TimeRange, title: string | null) =>
  call(videoHttp.createVideoPart, { body: { fileId, startSeconds, endSeconds, title } });

export const frameUrl = (id: string, file: string, at: number): string =>
  urlOf(editingHttp.videoFrame, { params: { id }, query: { at: Math.max(0, at), file } });
