import { entityHttp, searchHttp, type CustomField, type EntityKind, type Suggested } from '@reelm/contracts';
import { call } from '@/lib/api';

/** Things of a kind whose name or alias fits what is typed. */
export const suggestEntities = async (
  kind: EntityKind,
  text: string,
  signal?: AbortSignal,
  exclude: readonly string[] = [],
): Promise<Suggested[]> =>
  (await call(searchHttp.suggestEntities, { query: { kind, text, limit: 12, exclude: exclude.join(',') } }, { signal })).items;

/** Values that a field has in this library. */
export const suggestValues = async (kind: EntityKind, field: string, text: string, signal?: AbortSignal) =>
  (await call(searchHttp.suggestValues, { query: { kind, field, text, limit: 12 } }, { signal })).items;

/** The best few of every kind for some words. */
export const searchEverything = async (text: string, signal?: AbortSignal): Promise<Suggested[]> =>
  (await call(searchHttp.searchEverything, { query: { text, limit: 3 } }, { signal })).items;

/** The fields that the owner of this library added. */
export const customFields = async (signal?: AbortSignal): Promise<CustomField[]> =>
  (await call(entityHttp.listCustomFields, {}, { signal })).items;
