import { z } from 'zod';
import { collections, CustomField, CustomFieldCreate, CustomFieldUpdate, EntityKind, Picture } from '../entities/entity.js';
import { Gallery, GalleryCard, GalleryCreate, GalleryUpdate, Image, ImageCard, ImageCreate, ImageUpdate } from '../entities/gallery.js';
import { Group, GroupCard, GroupCreate, GroupUpdate, GroupVideo, mostGroupVideos } from '../entities/group.js';
import { Buckets, Facets, listOf, listQuery, Search, Sort, Suggested, type SortName } from '../entities/list.js';
import { Marker, MarkerCreate, MarkerUpdate } from '../entities/marker.js';
import { CoPerformer, Performer, PerformerCard, PerformerCreate, PerformerUpdate } from '../entities/performer.js';
import { Studio, StudioCard, StudioCreate, StudioUpdate } from '../entities/studio.js';
import { Tag, TagCard, TagCreate, TagUpdate } from '../entities/tag.js';
import { Id, pageOf } from '../primitives.js';
import { byId, editor, endpoint, versioned, viewer } from './endpoint.js';
import { videoLists } from './video-lists.js';

interface Shapes<C extends z.ZodType, D extends z.ZodType, N extends z.ZodType, U extends z.ZodType> {
  card: C;
  detail: D;
  create: N;
  update: U;
}

/** The endpoints that every kind of entity has. */
export const entityEndpoints = <K extends EntityKind, C extends z.ZodType, D extends z.ZodType, N extends z.ZodType, U extends z.ZodType>(
  kind: K,
  sort: SortName<K> | `-${SortName<K>}`,
  { card, detail, create, update }: Shapes<C, D, N, U>,
) => {
  const path = `/api/${collections[kind]}`;
  return {
    list: endpoint('GET', path, viewer, `${collections[kind]} that answer a search`, {
      query: listQuery(kind, sort),
      response: listOf(card),
    }),
    facets: endpoint('GET', `${path}/facets`, viewer, 'What the hits of a search have in common, with counts', {
      query: z.object({ q: Search }),
      response: Facets,
    }),
    buckets: endpoint('GET', `${path}/buckets`, viewer, 'Places along a sorted list to jump to', {
      query: z.object({ q: Search, sort: Sort(kind).default(sort) }),
      response: Buckets,
    }),
    get: endpoint('GET', `${path}/:id`, viewer, `One ${kind}; the id of one that was merged leads to where it went`, {
      params: byId,
      response: detail,
    }),
    create: endpoint('POST', path, editor, `Add a ${kind}`, { body: create, response: detail, status: 201 }),
    update: endpoint('PATCH', `${path}/:id`, editor, 'Edit; send the version as If-Match to never overwrite somebody else', {
      params: byId,
      body: update,
      response: detail,
    }),
    remove: endpoint('DELETE', `${path}/:id`, editor, `Delete a ${kind}; what had it loses it`, { params: byId, status: 204 }),
    merge: endpoint('POST', `${path}/:id/merge`, editor, `Merge others into this ${kind}; nothing that is known of them is lost`, {
      params: byId,
      body: z.object({ from: z.array(Id).min(1).max(100) }).strict(),
      response: detail,
    }),
    pictures: {
      add: endpoint('POST', `${path}/:id/pictures`, editor, 'Add a picture (JPEG, PNG, WebP or AVIF as the body)', {
        params: byId,
        upload: 'image/*',
        response: Picture,
        status: 201,
      }),
      arrange: endpoint('PATCH', `${path}/:id/pictures`, editor, 'Put the pictures in order; the first is shown', {
        params: byId,
        body: z.object({ ids: z.array(Id).max(100) }).strict(),
        response: pageOf(Picture),
      }),
    },
  };
};

const performers = entityEndpoints('performer', 'name', {
  card: PerformerCard,
  detail: Performer,
  create: PerformerCreate,
  update: PerformerUpdate,
});
const studios = entityEndpoints('studio', 'name', { card: StudioCard, detail: Studio, create: StudioCreate, update: StudioUpdate });
const tags = entityEndpoints('tag', 'name', { card: TagCard, detail: Tag, create: TagCreate, update: TagUpdate });
const groups = entityEndpoints('group', 'name', { card: GroupCard, detail: Group, create: GroupCreate, update: GroupUpdate });
const markers = entityEndpoints('marker', '-added', { card: Marker, detail: Marker, create: MarkerCreate, update: MarkerUpdate });
const galleries = entityEndpoints('gallery', '-added', {
  card: GalleryCard,
  detail: Gallery,
  create: GalleryCreate,
  update: GalleryUpdate,
});
const images = entityEndpoints('image', '-added', { card: ImageCard, detail: Image, create: ImageCreate, update: ImageUpdate });

/** The list of each kind. */
export const listHttp = {
  listVideos: videoLists.list,
  listPerformers: performers.list,
  listStudios: studios.list,
  listTags: tags.list,
  listGroups: groups.list,
  listMarkers: markers.list,
  listGalleries: galleries.list,
  listImages: images.list,
} as const;

/** What one reads and changes of single performers, studios, tags, groups, markers, galleries and images. */
export const entityHttp = {
  getPerformer: performers.get,
  createPerformer: performers.create,
  updatePerformer: performers.update,
  deletePerformer: performers.remove,
  mergePerformers: performers.merge,
  addPerformerPicture: performers.pictures.add,
  arrangePerformerPictures: performers.pictures.arrange,

  getStudio: studios.get,
  createStudio: studios.create,
  updateStudio: studios.update,
  deleteStudio: studios.remove,
  mergeStudios: studios.merge,
  addStudioPicture: studios.pictures.add,
  arrangeStudioPictures: studios.pictures.arrange,

  getTag: tags.get,
  createTag: tags.create,
  updateTag: tags.update,
  deleteTag: tags.remove,
  mergeTags: tags.merge,
  addTagPicture: tags.pictures.add,
  arrangeTagPictures: tags.pictures.arrange,

  getGroup: groups.get,
  createGroup: groups.create,
  updateGroup: groups.update,
  deleteGroup: groups.remove,
  mergeGroups: groups.merge,
  addGroupPicture: groups.pictures.add,
  arrangeGroupPictures: groups.pictures.arrange,

  groupVideos: endpoint(
    'GET',
    '/api/groups/:id/videos',
    viewer,
    'Videos of a group in its order; those without a place come last, by date',
    {
      params: byId,
      response: pageOf(GroupVideo),
    },
  ),
  arrangeGroupVideos: endpoint('PATCH', '/api/groups/:id/videos', editor, 'Put videos of a group in order: they get the places 1, 2, 3 …', {
    params: byId,
    body: z.object({ ids: z.array(Id).min(1).max(mostGroupVideos) }).strict(),
    response: pageOf(GroupVideo),
  }),

  getMarker: markers.get,
  createMarker: markers.create,
  updateMarker: markers.update,
  deleteMarker: markers.remove,
  markerPreview: endpoint('GET', '/api/markers/:id/preview.mp4', viewer, 'Short silent film of a marker, made when it is asked for', {
    params: byId,
    query: versioned,
    bytes: 'video/mp4',
  }),
  videoMarkers: endpoint('GET', '/api/videos/:id/markers', viewer, 'Markers of a video in the order of its time', {
    params: byId,
    response: pageOf(Marker),
  }),

  getGallery: galleries.get,
  createGallery: galleries.create,
  updateGallery: galleries.update,
  deleteGallery: galleries.remove,

  getImage: images.get,
  createImage: images.create,
  updateImage: images.update,
  deleteImage: images.remove,

  getPicture: endpoint('GET', '/api/pictures/:id', viewer, 'A picture of a performer, studio, tag or group', {
    params: byId,
    query: versioned,
    bytes: 'image/*',
  }),
  deletePicture: endpoint('DELETE', '/api/pictures/:id', editor, 'Delete a picture', { params: byId, status: 204 }),

  performersWith: endpoint(
    'GET',
    '/api/performers/:id/with',
    viewer,
    'Who appears in videos together with this performer, most often first',
    {
      params: byId,
      query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(24) }),
      response: pageOf(CoPerformer),
    },
  ),

  listCustomFields: endpoint('GET', '/api/custom-fields', viewer, 'Fields that the owner of this library added', {
    response: pageOf(CustomField),
  }),
  createCustomField: endpoint('POST', '/api/custom-fields', editor, 'Add a field to one kind of entity', {
    body: CustomFieldCreate,
    response: CustomField,
    status: 201,
  }),
  updateCustomField: endpoint('PATCH', '/api/custom-fields/:id', editor, 'Rename, reorder, or change the choices', {
    params: byId,
    body: CustomFieldUpdate,
    response: CustomField,
  }),
  deleteCustomField: endpoint('DELETE', '/api/custom-fields/:id', editor, 'Remove a field with all its values', {
    params: byId,
    status: 204,
  }),
} as const;

/** What is asked about the hits of a search: facets, places to jump to, values to complete. */
export const searchHttp = {
  videoFacets: videoLists.facets,
  videoBuckets: videoLists.buckets,
  performerFacets: performers.facets,
  studioFacets: studios.facets,
  tagFacets: tags.facets,
  groupFacets: groups.facets,
  markerFacets: markers.facets,
  galleryFacets: galleries.facets,
  imageFacets: images.facets,
  performerBuckets: performers.buckets,
  studioBuckets: studios.buckets,
  tagBuckets: tags.buckets,
  groupBuckets: groups.buckets,
  markerBuckets: markers.buckets,
  galleryBuckets: galleries.buckets,
  imageBuckets: images.buckets,

  suggestEntities: endpoint(
    'GET',
    '/api/completions',
    viewer,
    'Things of a kind whose name or alias begins with, then contains, what was typed',
    {
      query: z.object({
        kind: EntityKind,
        text: z.string().max(200).default(''),
        limit: z.coerce.number().int().min(1).max(50).default(12),
        exclude: z.string().max(20_000).default('').describe('Ids that are not wanted, with commas between'),
      }),
      response: pageOf(Suggested),
    },
  ),
  suggestValues: endpoint(
    'GET',
    '/api/values',
    viewer,
    'Values that a field of the search language has in this library, most frequent first',
    {
      query: z.object({
        kind: EntityKind,
        field: z.string().max(60),
        text: z.string().max(200).default(''),
        limit: z.coerce.number().int().min(1).max(50).default(12),
      }),
      response: z.object({ items: z.array(z.object({ value: z.string(), count: z.number().int().nullable() })) }),
    },
  ),
  searchEverything: endpoint('GET', '/api/search', viewer, 'The best few of every kind for some words', {
    query: z.object({ text: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(10).default(5) }),
    response: z.object({ items: z.array(Suggested) }),
  }),
} as const;
