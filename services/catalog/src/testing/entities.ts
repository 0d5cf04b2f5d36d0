import { http, type EndpointDefinition, type EntityKind } from '@reelm/contracts';
import type { Database } from '@reelm/service-kit';
import { kinds } from '../entities/kinds.js';
import { call, send, type Answer, type Caller } from './catalog.js';
import { fileState, message, projectionOf } from './library.js';
import { videoIdFor } from '../videos/video-id.js';

export type WrittenKind = Exclude<EntityKind, 'video'>;

/** The endpoints by which entities of each kind are read and changed. */
export const endpointsOf = {
  performer: { get: http.getPerformer, create: http.createPerformer, update: http.updatePerformer, remove: http.deletePerformer },
  studio: { get: http.getStudio, create: http.createStudio, update: http.updateStudio, remove: http.deleteStudio },
  tag: { get: http.getTag, create: http.createTag, update: http.updateTag, remove: http.deleteTag },
  group: { get: http.getGroup, create: http.createGroup, update: http.updateGroup, remove: http.deleteGroup },
  marker: { get: http.getMarker, create: http.createMarker, update: http.updateMarker, remove: http.deleteMarker },
  gallery: { get: http.getGallery, create: http.createGallery, update: http.updateGallery, remove: http.deleteGallery },
  image: { get: http.getImage, create: http.createImage, update: http.updateImage, remove: http.deleteImage },
} as const satisfies Record<WrittenKind, Record<string, EndpointDefinition>>;

const mergeOf = { performer: http.mergePerformers, studio: http.mergeStudios, tag: http.mergeTags, group: http.mergeGroups } as const;

interface Created {
  id: string;
  version: number;
}

/** Makes, reads and changes entities over the API of a running catalog. */
export const entityClient = (url: string, caller: Caller, database: Database) => {
  const create = async (kind: WrittenKind, body: object): Promise<string> =>
    ((await call(url, endpointsOf[kind].create, caller, body)) as Created).id;
  return {
    create,
    tag: (name: string, body: object = {}) => create('tag', { name, ...body }),
    performer: (name: string, body: object = {}) => create('performer', { name, ...body }),
    studio: (name: string, body: object = {}) => create('studio', { name, ...body }),
    group: (name: string, body: object = {}) => create('group', { name, ...body }),
    get: async (kind: EntityKind, id: string): Promise<Record<string, unknown>> =>
      call(url, kind === 'video' ? http.getVideo : endpointsOf[kind].get, caller, undefined, id),
    update: (kind: EntityKind, id: string, body: object, version?: number): Promise<Answer> => {
      const { method, path } = kind === 'video' ? http.updateVideo : endpointsOf[kind].update;
      const headers = version === undefined ? {} : { 'if-match': `"${version}"` };
      return send(url, method, path.replace(':id', id), { ...caller, headers }, body);
    },
    remove: (kind: WrittenKind, id: string): Promise<Answer> =>
      send(url, 'DELETE', endpointsOf[kind].remove.path.replace(':id', id), caller),
    merge: (kind: keyof typeof mergeOf, id: string, from: readonly string[]): Promise<Answer> =>
      send(url, 'POST', mergeOf[kind].path.replace(':id', id), caller, { from }),
    /** A video of a file of its own. */
    video: async (path: string): Promise<string> => {
      const file = fileState({ path });
      await database.transaction((tx) => projectionOf().fileStates(tx, [message(file)]));
      return videoIdFor(file.fileId);
    },
    /** Columns of one row as the database has them. */
    row: async (kind: EntityKind, id: string): Promise<Record<string, unknown>> => {
      const [row] = await database.query(`SELECT * FROM ${kinds[kind].table} WHERE id = $1`, [id]);
      if (row === undefined) throw new Error(`no ${kind} ${id}`);
      return row;
    },
  };
};
