import {
  collections,
  entityHttp,
  type EndpointDefinition,
  type Group,
  type NamedKind,
  type Performer,
  type Picture,
  type Studio,
  type Tag,
} from '@reelm/contracts';
import type { z } from 'zod';
import { call } from '@/lib/api';
import type { Fields } from './edit/values';

/** What the page of each kind shows. */
export interface Entities {
  performer: Performer;
  studio: Studio;
  tag: Tag;
  group: Group;
}
export type Entity = Entities[NamedKind];

/** An endpoint of any kind of entity: its parts are objects, more is not said. */
type AnyFields = z.ZodType<Fields, Fields>;
type AnyEndpoint = EndpointDefinition<AnyFields, AnyFields, AnyFields>;
type Endpoints = Readonly<Record<'get' | 'create' | 'update' | 'remove' | 'merge' | 'addPicture' | 'arrangePictures', AnyEndpoint>>;

const endpoints: Readonly<Record<NamedKind, Endpoints>> = {
  performer: {
    get: entityHttp.getPerformer,
    create: entityHttp.createPerformer,
    update: entityHttp.updatePerformer,
    remove: entityHttp.deletePerformer,
    merge: entityHttp.mergePerformers,
    addPicture: entityHttp.addPerformerPicture,
    arrangePictures: entityHttp.arrangePerformerPictures,
  },
  studio: {
    get: entityHttp.getStudio,
    create: entityHttp.createStudio,
    update: entityHttp.updateStudio,
    remove: entityHttp.deleteStudio,
    merge: entityHttp.mergeStudios,
    addPicture: entityHttp.addStudioPicture,
    arrangePictures: entityHttp.arrangeStudioPictures,
  },
  tag: {
    get: entityHttp.getTag,
    create: entityHttp.createTag,
    update: entityHttp.updateTag,
    remove: entityHttp.deleteTag,
    merge: entityHttp.mergeTags,
    addPicture: entityHttp.addTagPicture,
    arrangePictures: entityHttp.arrangeTagPictures,
  },
  group: {
    get: entityHttp.getGroup,
    create: entityHttp.createGroup,
    update: entityHttp.updateGroup,
    remove: entityHttp.deleteGroup,
    merge: entityHttp.mergeGroups,
    addPicture: entityHttp.addGroupPicture,
    arrangePictures: entityHttp.arrangeGroupPictures,
  },
};

/** Key of the lists and pages of a kind. */
export const keyOf = (kind: NamedKind): string => collections[kind];

// The endpoints of the kinds are of one make; which shape goes with which kind stands in `Entities`.
export const getEntity = <K extends NamedKind>(kind: K, id: string, signal?: AbortSignal): Promise<Entities[K]> =>
  call(endpoints[kind].get, { params: { id } }, { signal }) as Promise<Entities[K]>;

export const createEntity = <K extends NamedKind>(kind: K, body: Fields): Promise<Entities[K]> =>
  call(endpoints[kind].create, { body }) as Promise<Entities[K]>;

export const updateEntity = <K extends NamedKind>(kind: K, id: string, patch: Fields, version?: number): Promise<Entities[K]> =>
  call(endpoints[kind].update, { params: { id }, body: patch }, { ifMatch: version }) as Promise<Entities[K]>;

export const removeEntity = async (kind: NamedKind, id: string): Promise<void> => {
  await call(endpoints[kind].remove, { params: { id } });
};

/** Answers the one that stays. */
export const mergeEntities = <K extends NamedKind>(kind: K, into: string, from: readonly string[]): Promise<Entities[K]> =>
  call(endpoints[kind].merge, { params: { id: into }, body: { from } }) as Promise<Entities[K]>;

export const addPicture = (kind: NamedKind, id: string, upload: Blob): Promise<Picture> =>
  call(endpoints[kind].addPicture, { params: { id } }, { upload }) as Promise<Picture>;

export const arrangePictures = async (kind: NamedKind, id: string, ids: readonly string[]): Promise<void> => {
  await call(endpoints[kind].arrangePictures, { params: { id }, body: { ids } });
};

export const removePicture = async (id: string): Promise<void> => {
  await call(entityHttp.deletePicture, { params: { id } });
};

export const updateSchema = (kind: NamedKind) => endpoints[kind].update.body;
export const createSchema = (kind: NamedKind) => endpoints[kind].create.body;
