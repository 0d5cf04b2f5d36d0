import { Id, type EndpointDefinition } from '@reelm/contracts';

/** Ids of videos, and of files of videos, that the body of a request names. */
export interface NamedIds {
  video: string[];
  file: string[];
}

/** Which fields hold such ids, wherever they stand in a body. A route may have names of its own for them. */
const fields: Readonly<Record<string, keyof NamedIds>> = { videoId: 'video', videoIds: 'video', fileId: 'file' };
const ownFields: Readonly<Record<string, typeof fields>> = { '/api/videos/:id/merge': { from: 'video' } };

/** Reads a body before it is parsed: what is no id is left to the parser, which refuses it. */
export function namedIds({ path }: EndpointDefinition, body: unknown): NamedIds {
  const found: NamedIds = { video: [], file: [] };
  const meant = { ...fields, ...ownFields[path] };
  const collect = (value: unknown, kind: keyof NamedIds | undefined): void => {
    if (typeof value === 'string') {
      if (kind !== undefined && Id.safeParse(value).success) found[kind].push(value);
    } else if (Array.isArray(value)) for (const item of value) collect(item, kind);
    // Values of custom fields are texts of whatever name; bytes are no fields.
    else if (isPlain(value))
      for (const [name, part] of Object.entries(value))
        if (name !== 'custom') collect(part, Object.hasOwn(meant, name) ? meant[name] : undefined);
  };
  collect(body, undefined);
  return found;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
