import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entityFields, type EntityKind } from './fields.js';
import { parse } from './parse.js';
import { print } from './print.js';

const guide = readFileSync(new URL('../../../docs/query-language.md', import.meta.url), 'utf8');

/** The lines of all blocks in a language, with the kind of entity that they are about. */
const examplesOf = (language: string): { kind: EntityKind; text: string }[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}(?: (\\w+))?\\n([^]*?)^\`\`\`$`, 'gm'))].flatMap(([, kind = 'video', block = '']) =>
    block
      .trim()
      .split('\n')
      .map((text) => ({ kind: kindOf(kind), text })),
  );

const kinds = Object.keys(entityFields);
const kindOf = (name: string): EntityKind => {
  const isKind = (text: string): text is EntityKind => kinds.includes(text);
  if (!isKind(name)) throw new Error(`${name} is no kind of entity`);
  return name;
};

describe('docs/query-language.md', () => {
  it.each(examplesOf('query'))('understands $text of a $kind', ({ kind, text }) => {
    const result = parse(text, kind);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && parse(print(result.query), kind)).toEqual(result);
  });

  it.each(examplesOf('query-error'))('refuses $text', ({ kind, text }) => {
    const result = parse(text, kind);
    expect(result.ok ? [] : result.errors).toEqual([expect.objectContaining({ hint: expect.any(String) })]);
  });

  it('has examples of every kind of entity, and of what is refused', () => {
    expect(new Set(examplesOf('query').map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(examplesOf('query').length).toBeGreaterThan(80);
    expect(examplesOf('query-error').length).toBeGreaterThan(10);
  });
});

it('runs in a browser: the sources import nothing but chevrotain', () => {
  const folder = new URL('./', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const imported = sources.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/from '([^'.][^']*)'/g)].map(([, from]) => from),
  );
  expect(new Set(imported)).toEqual(new Set(['chevrotain']));
});
