type Field = 'performer' | 'studio' | 'tag' | 'group';

/** What asks for those that have this performer, tag, studio or group, by its name. */
export const clauseOf = (field: Field, name: string): string => `${field}:"${name.replace(/["\\]/g, '\\$&')}"`;
