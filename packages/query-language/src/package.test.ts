import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from './parse.js';
import { print } from './print.js';

const guide = readFileSync(new URL('../../../docs/query-language.md', import.meta.url), 'utf8');

const linesOf = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].flatMap(([, block = '']) => block.trim().split('\n'));

describe('docs/query-language.md', () => {
  it.each(linesOf('query'))('understands %s', (text) => {
    const result = parse(text, 'video');
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && parse(print(result.query), 'video')).toEqual(result);
  });

  it.each(linesOf('query-error'))('refuses %s', (text) => {
    const result = parse(text, 'video');
    expect(result.ok ? [] : result.errors).toEqual([expect.objectContaining({ hint: expect.any(String) })]);
  });

  it('has examples', () => {
    expect(linesOf('query').length).toBeGreaterThan(30);
    expect(linesOf('query-error').length).toBeGreaterThan(5);
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
