import { viewHttp, type SavedViewCreate, type SavedViewUpdate } from '@reelm/contracts';
import type { z } from 'zod';
import { call } from '@/lib/api';

export const viewKeys = { all: ['views'] as const };

export type NewView = z.input<typeof SavedViewCreate>;
export type ViewChange = z.input<typeof SavedViewUpdate>;

export const listViews = async (signal?: AbortSignal) => (await call(viewHttp.listSavedViews, {}, { signal })).items;
export const createView = (body: NewView) => call(viewHttp.createSavedView, { body });
export const updateView = (id: string, body: ViewChange) => call(viewHttp.updateSavedView, { params: { id }, body });
export const deleteView = (id: string) => call(viewHttp.deleteSavedView, { params: { id } });
