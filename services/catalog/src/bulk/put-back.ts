import { isDeepStrictEqual } from 'node:util';
import type { Kind, Row } from '../entities/kinds.js';

/** What undoing an edit of one row gives it. */
export interface PutBack {
  values: Row;
  /** Fields that stay, because they were edited since. */
  kept: string[];
}

/**
 * Takes an edit of one row back, field by field: a field is put back while it has the value that the edit gave it. Of lists and custom values
 * each entry is a field of its own: what the edit added goes and what it removed returns, and what others added since stays.
 * @param present what the row has now
 * @param before what the changed fields had before the edit, and `after` what it gave them
 */
export function putBack({ fields, together = [] }: Kind, present: Row, before: Row, after: Row): PutBack {
  const values: Row = {};
  const kept: string[] = [];
  const units = new Set(Object.keys(before).map((name) => together.find((unit) => unit.includes(name)) ?? name));
  for (const unit of units) {
    const names = typeof unit === 'string' ? [unit] : unit;
    if (names.every((name) => isDeepStrictEqual(present[name], after[name]))) {
      for (const name of names) values[name] = before[name];
      continue;
    }
    if (names.every((name) => isDeepStrictEqual(present[name], before[name]))) continue;
    if (typeof unit === 'string' && isList(fields[unit]?.type)) {
      values[unit] = listBack(present[unit] as string[], before[unit] as string[], after[unit] as string[]);
    } else if (unit === 'custom') {
      const custom = customBack(present[unit] as Row, before[unit] as Row, after[unit] as Row);
      values[unit] = custom.values;
      kept.push(...custom.kept.map((key) => `custom.${key}`));
    } else {
      kept.push(...names.filter((name) => !isDeepStrictEqual(before[name], after[name])));
    }
  }
  return { values, kept };
}

const isList = (type: string | undefined): boolean => type === 'text[]' || type === 'uuid[]';

const listBack = (present: readonly string[], before: readonly string[], after: readonly string[]): string[] => {
  const added = new Set(after.filter((entry) => !before.includes(entry)));
  const removed = before.filter((entry) => !after.includes(entry));
  return [...new Set([...present.filter((entry) => !added.has(entry)), ...removed])];
};

const customBack = (present: Row, before: Row, after: Row): PutBack => {
  const values = { ...present };
  const kept: string[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isDeepStrictEqual(before[key], after[key]) || isDeepStrictEqual(present[key], before[key])) continue;
    if (!isDeepStrictEqual(present[key], after[key])) kept.push(key);
    else if (key in before) values[key] = before[key];
    else delete values[key];
  }
  return { values, kept };
};
