import { editingHttp, videoHttp, type FileEditPlanRequest, type FileEditRequest, type VideoPartCreate } from '@reelm/contracts';
import type { z } from 'zod';
import { call, urlOf } from '@/lib/api';

type Request = z.input<typeof FileEditRequest>;

export const planFileEdit = (id: string, body: z.input<typeof FileEditPlanRequest>, signal?: AbortSignal) =>
  call(editingHttp.planFileEdit, { params: { id }, body }, { signal });

export const editFile = (id: string, body: Request) => call(editingHttp.editFile, { params: { id }, body });

export const createPart = (body: z.input<typeof VideoPartCreate>) => call(videoHttp.createVideoPart, { body });

export const deletePart = (id: string) => call(videoHttp.deleteVideo, { params: { id } });

export const frameUrl = (id: string, file: string, at: number): string =>
  urlOf(editingHttp.videoFrame, { params: { id }, query: { at: Math.max(0, at), file } });
