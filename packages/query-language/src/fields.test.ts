import { describe, expect, it } from 'vitest';
import { entityFields, type FieldDefinition, type Fields, findField } from './fields.js';

const tables: [kind: string, table: Fields][] = Object.entries(entityFields);

describe.each(tables)('the fields of a %s', (_kind, table) => {
  it('are one lower-case word each, and lead to one field', () => {
    const words = Object.entries(table).flatMap(([name, { aliases = [] }]) => [name, ...aliases].map((word) => [word, name] as const));
    for (const [word, name] of words) {
      expect(word).toMatch(/^[a-z][a-z0-9]*$/);
      expect(findField(table, word)?.name).toBe(name);
    }
    expect(new Set(words.map(([word]) => word)).size).toBe(words.length);
  });

  it('have closed values that need no quotes', () => {
    const values = Object.values(table).flatMap((field) => (field.type === 'choice' ? field.values : []));
    for (const value of values) expect(value).toMatch(/^(?!(?:none|any)$)[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('has a flag only where something can be flagged', () => {
    expect('is' in table).toBe(Object.values(table).some((field) => field.type === 'boolean'));
  });
});

const code = (text: string) => `\`${text}\``;

const takes = (field: FieldDefinition): string => {
  switch (field.type) {
    case 'text':
      return 'text';
    case 'keyword':
      return 'a name';
    case 'choice':
      return field.values.map(code).join(' ');
    case 'boolean':
      return '`true` `false`';
    case 'flag':
      return 'a `true` or `false` field';
    case 'integer':
    case 'decimal':
      return field.min === 0 && field.max > 99_999 ? 'a number' : `${field.min} to ${field.max}`;
    case 'duration':
      return '`90s` `10m` `1h30m`';
    case 'size':
      return '`10MB` `1.5GB` `2GiB`';
    case 'bitrate':
      return '`800kbps` `5Mbps`';
    case 'resolution':
      return '`720p` `1080p` `4k` `8k`';
    case 'date':
      return 'date or age';
    case 'hash':
      return `${field.digits} hexadecimal digits`;
    case 'externalid':
      return 'an id, or `box\\|id`';
    case 'reference':
      return `${field.to}${field.hierarchy ? ', levels' : ''}, or a search`;
    case 'relation':
      return `a search for ${field.to}s`;
    case 'custom':
      return 'what you defined';
  }
};

const row = ([name, field]: [string, FieldDefinition]): string => {
  const names = [name, ...(field.aliases ?? [])].map(code).join(' ');
  const description = field.description.replace(/[|<]/g, '\\$&');
  return `| ${names} | ${takes(field)}${field.nullable ? ', `none`' : ''} | ${description} |`;
};

it('are listed in docs/query-fields.md', async () => {
  const sections = tables.map(([kind, table]) =>
    [`## ${kind}`, '', '| field | takes | asks for |', '| --- | --- | --- |', ...Object.entries(table).map(row)].join('\n'),
  );
  const text = `# Fields of searches

Generated from packages/query-language by its tests (\`-u\` writes it anew); [query-language.md](query-language.md) tells how to use them.
Further names of a field are understood too. Where \`none\` is taken, \`field:none\` finds what has no value, and \`field:any\` what has one.

${sections.join('\n\n')}
`;
  await expect(text).toMatchFileSnapshot('../../../docs/query-fields.md');
});
