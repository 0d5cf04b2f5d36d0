import { closest, code, type QueryError, quoteHint } from './errors.js';
import { type EntityKind, type FieldDefinition, type Fields, fieldsOf, findField, targetOf } from './fields.js';
import { queryLimits } from './limits.js';

/** A field, and the relations that lead to it. */
export interface Place {
  steps: readonly string[];
  /** Whose field it is. */
  kind: EntityKind;
  /** Canonical name, or the key of a custom field. */
  name: string;
  field: FieldDefinition;
}

/** A clause as it is written, of which `path` is the part that names the field. It begins at `start` of the text. */
interface Written {
  path: string;
  clause: string;
  start: number;
}

/** Follows a path as `performer.tag.name` from the fields of `from` on. */
export const findPlace = (written: Written, from: EntityKind): Place | QueryError => {
  const segments = written.path.split('.');
  const steps: string[] = [];
  let kind = from;
  let { start } = written;
  for (const [index, segment] of segments.entries()) {
    const end = start + segment.length;
    const fields = fieldsOf(kind);
    const found = findField(fields, segment);
    if (!found) return { ...unknownField(segment, fields, written, steps), start, end };
    const rest = segments.slice(index + 1);
    if (found.field.type === 'custom') {
      const [key = '', ...more] = rest;
      return more.length === 0 && /^[a-z]\w*$/i.test(key)
        ? { steps, kind, name: key.toLowerCase(), field: found.field }
        : { ...unknownCustom(rest), start, end: written.start + written.path.length };
    }
    if (rest.length === 0) return { steps, kind, ...found };
    const target = targetOf(found.field);
    if (!target) {
      return { code: 'field', message: `${code(found.name)} has no fields of its own.`, hint: quoteHint(written.clause), start, end };
    }
    steps.push(found.name);
    if (steps.length > queryLimits.relations) return { ...tooManyRelations, start, end };
    kind = target;
    start = end + 1;
  }
  throw new Error('A path has at least one segment.');
};

/** The kind of entity that a path of relations leads to, which is `from` itself for the empty path. */
export const kindBehind = (path: string, from: EntityKind): EntityKind | undefined => {
  if (path === '') return from;
  const place = findPlace({ path, clause: path, start: 0 }, from);
  return 'message' in place ? undefined : targetOf(place.field);
};

type Problem = Pick<QueryError, 'code' | 'message' | 'hint'>;

export const tooManyRelations: Problem = {
  code: 'too_deep',
  message: `Relations are nested too deeply: ${queryLimits.relations} levels are allowed.`,
  hint: 'Ask for less at once.',
};

const unknownField = (segment: string, fields: Fields, { clause }: Written, steps: readonly string[]): Problem => {
  const known = Object.entries(fields).flatMap(([name, { aliases = [] }]) => [name, ...aliases]);
  const meant = closest(segment, known);
  const of = steps.length > 0 ? ` of ${code(steps.join('.'))}` : '';
  return {
    code: 'field',
    message: `Unknown field ${code(segment)}${of}.`,
    hint: `${meant ? `Did you mean ${code(meant)}? ` : ''}${quoteHint(clause)}`,
  };
};

const unknownCustom = (rest: readonly string[]): Problem => ({
  code: 'field',
  message: rest.length === 0 ? 'The name of a field of your own is missing.' : `No field of your own is named ${code(rest.join('.'))}.`,
  hint: 'Write it behind a point, as `custom.location:Rome`.',
});
