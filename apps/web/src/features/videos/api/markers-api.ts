import { entityHttp, type Marker } from '@reelm/contracts';
import { call } from '@/lib/api';
import type { Fields } from '@/components/edit/values';

/** Begins as the lists of markers do, so whatever makes those stale makes these stale too. */
export const markersKey = (videoId: string) => ['markers', 'list', 'video', videoId] as const;

/** All markers of a video, in the order of its time. */
export const markersOf = async (videoId: string, signal?: AbortSignal): Promise<Marker[]> =>
  (await call(entityHttp.videoMarkers, { params: { id: videoId } }, { signal })).items;

export const createMarker = (body: Fields & { videoId: string; startSeconds: number }): Promise<Marker> =>
  call(entityHttp.createMarker, { body });

export const updateMarker = (id: string, patch: Fields, version: number): Promise<Marker> =>
  call(entityHttp.updateMarker, { params: { id }, body: patch }, { ifMatch: version });

export const removeMarker = async (id: string): Promise<void> => {
  await call(entityHttp.deleteMarker, { params: { id } });
};
