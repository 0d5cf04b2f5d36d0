import {
  bulkHttp,
  entityHttp,
  videoHttp,
  type BulkChange,
  type BulkEdit,
  type BulkForecast,
  type BulkResult,
  type BulkTarget,
  type EndpointDefinition,
  type EntityKind,
} from '@reelm/contracts';
import type { z } from 'zod';
import type { Item } from '@/components/list/kind';
import { call } from '@/lib/api';
import type { Fields } from './values';

/** An endpoint of any kind of item: its parts are objects, more is not said. */
type AnyFields = z.ZodType<Fields, Fields>;
type AnyEndpoint = EndpointDefinition<AnyFields, AnyFields, AnyFields, AnyFields>;

const endpoints: Readonly<Record<EntityKind, Readonly<Record<'get' | 'update' | 'bulk', AnyEndpoint>>>> = {
  video: { get: videoHttp.getVideo, update: videoHttp.updateVideo, bulk: bulkHttp.bulkEditVideos },
  performer: { get: entityHttp.getPerformer, update: entityHttp.updatePerformer, bulk: bulkHttp.bulkEditPerformers },
  studio: { get: entityHttp.getStudio, update: entityHttp.updateStudio, bulk: bulkHttp.bulkEditStudios },
  tag: { get: entityHttp.getTag, update: entityHttp.updateTag, bulk: bulkHttp.bulkEditTags },
  group: { get: entityHttp.getGroup, update: entityHttp.updateGroup, bulk: bulkHttp.bulkEditGroups },
  marker: { get: entityHttp.getMarker, update: entityHttp.updateMarker, bulk: bulkHttp.bulkEditMarkers },
  gallery: { get: entityHttp.getGallery, update: entityHttp.updateGallery, bulk: bulkHttp.bulkEditGalleries },
  image: { get: entityHttp.getImage, update: entityHttp.updateImage, bulk: bulkHttp.bulkEditImages },
};

export interface SavedItem extends Item {
  version: number;
}

// The endpoints of the kinds are of one make, so that what is done with many of any kind is written once.
export const getItem = (kind: EntityKind, id: string): Promise<SavedItem> =>
  call(endpoints[kind].get, { params: { id } }) as unknown as Promise<SavedItem>;

/** @param version of the item that the change was made on; a newer one on the server refuses it */
export const updateItem = (kind: EntityKind, id: string, patch: Fields, version?: number): Promise<SavedItem> =>
  call(endpoints[kind].update, { params: { id }, body: patch }, { ifMatch: version }) as unknown as Promise<SavedItem>;

/** What a change of one item of this kind may say. */
export const updateSchema = (kind: EntityKind): z.ZodType => endpoints[kind].update.body;

export interface BulkRequest {
  target: BulkTarget;
  change: Partial<BulkChange>;
}

/** Changes many items; a large edit goes on as a job. */
export const bulkEdit = (kind: EntityKind, request: BulkRequest): Promise<BulkEdit> =>
  call(endpoints[kind].bulk, { body: { ...request } }) as unknown as Promise<BulkEdit>;

/** Counts what the edit would do. */
export const bulkForecast = (kind: EntityKind, request: BulkRequest): Promise<BulkForecast> =>
  call(endpoints[kind].bulk, { body: { ...request, dryRun: true } }) as unknown as Promise<BulkForecast>;

export const getBulkEdit = (id: string, signal?: AbortSignal): Promise<BulkEdit> =>
  call(bulkHttp.getBulkEdit, { params: { id } }, { signal });

/** So many failures are listed. */
export const mostFailures = 200;

export const bulkFailures = async (id: string): Promise<readonly BulkResult[]> =>
  (await call(bulkHttp.bulkEditResults, { params: { id }, query: { outcome: 'failed', limit: mostFailures } })).items;

export const undoBulkEdit = (id: string): Promise<BulkEdit> => call(bulkHttp.undoBulkEdit, { params: { id } });
