import { serviceNames, type ServiceName } from '@reelm/contracts';
import { migrate } from '@reelm/service-kit';
import { temporaryDatabase, type TemporaryDatabase } from '@reelm/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Column {
  table: string;
  name: string;
  type: string;
  optional: boolean;
  key: 'PK' | null;
  /** The table that a foreign key leads to. */
  leadsTo: string | null;
}

interface Area {
  title: string;
  tables: readonly string[];
}

// Which tables are looked at together; a table that stands nowhere fails the test.
const areas: Record<ServiceName | 'kit', readonly Area[]> = {
  catalog: [
    { title: 'Videos and images', tables: ['library', 'video', 'video_file', 'file_step', 'marker', 'gallery', 'image'] },
    { title: 'Who and what is in them', tables: ['performer', 'studio', 'tag', 'video_group', 'picture', 'custom_field', 'former_id'] },
    { title: 'Suggestions and edits', tables: ['suggestion', 'match_rule', 'bulk_edit', 'bulk_edit_item', 'file_edit_result'] },
    {
      title: 'Users and what is theirs',
      tables: ['user_account', 'session', 'api_key', 'activity', 'play', 'playlist', 'playlist_item', 'saved_view'],
    },
    { title: 'Running it', tables: ['setting', 'idempotent_request', 'job_ledger'] },
  ],
  ingest: [
    {
      title: 'Folders and files',
      tables: ['library', 'file', 'scan_request', 'scan_arrival', 'scan_departure', 'placement', 'trash', 'trash_settings'],
    },
  ],
  transcode: [
    {
      title: 'Files and artifacts',
      tables: [
        'library_root',
        'media_file',
        'artifact',
        'extra',
        'fingerprint',
        'stream_source',
        'artifact_settings',
        'obsolete_object',
        'conversion',
      ],
    },
  ],
  faces: [{ title: 'Faces', tables: ['face_file', 'face'] }],
  stashbox: [{ title: 'Stash-boxes', tables: ['endpoint'] }],
  kit: [{ title: 'Messages and jobs', tables: ['outbox', 'relay_state', 'inbox', 'job', 'job_queue'] }],
};

/** What a column is named after where that is not the table. */
const namesakes: Record<string, readonly string[]> = {
  group: ['video_group'],
  user: ['user_account'],
  edit: ['bulk_edit'],
  file: ['video_file', 'media_file', 'face_file'],
  library: ['library', 'library_root'],
  job: ['job', 'job_ledger'],
};

let database: TemporaryDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await temporaryDatabase();
  for (const schema of serviceNames) {
    const folder = new URL(`../../services/${schema}/prisma/migrations/`, import.meta.url);
    await migrate({ clientConfig: { connectionString: database.url, options: `-c search_path=${schema},public` }, schema, folder });
  }
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What is stored; what the database derives from other columns of the row is left out. */
const readColumns = async (schema: string): Promise<Column[]> => {
  const { rows } = await client.query<Column>(
    `SELECT t.relname AS "table", c.attname AS name, format_type(c.atttypid, c.atttypmod) AS type, NOT c.attnotnull AS optional,
       CASE WHEN c.attnum = ANY (pk.conkey) THEN 'PK' END AS key, fk.confrelid::regclass::text AS "leadsTo"
     FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
     LEFT JOIN pg_constraint pk ON pk.conrelid = t.oid AND pk.contype = 'p'
     LEFT JOIN pg_constraint fk ON fk.conrelid = t.oid AND fk.contype = 'f' AND fk.conkey = ARRAY[c.attnum]
     WHERE t.relkind = 'r' AND t.relnamespace = to_regnamespace($1) AND t.relname NOT LIKE '\\_%migrations'
     ORDER BY t.relname, c.attnum`,
    [schema],
  );
  return rows.map((row) => ({ ...row, leadsTo: row.leadsTo?.split('.').at(-1) ?? null }));
};

/** The table whose ids an unguarded column holds, going by its name: `primary_file_id` is named after `file`. */
function namedAfter({ table, name }: Column, tables: ReadonlySet<string>): string | undefined {
  const [, stem] = /^(.+)_ids?$/.exec(name) ?? [];
  if (stem === undefined) return undefined;
  if (stem === 'parent') return table;
  const words = stem.split('_');
  return words
    .map((_, index) => words.slice(index).join('_'))
    .flatMap((word) => namesakes[word] ?? [word])
    .find((word) => tables.has(word));
}

const relation = (column: Column, tables: ReadonlySet<string>): { to: string; line: string } | undefined => {
  const to = column.leadsTo ?? namedAfter(column, tables);
  // A key named after the table is no relation.
  if (to === undefined || (to === column.table && column.key === 'PK')) return undefined;
  const many = column.name.endsWith('_ids');
  const ends = many ? 'o{' : column.optional ? 'o|' : '||';
  return { to, line: `  ${column.table} }o${column.leadsTo === null ? '..' : '--'}${ends} ${to} : ${column.name}` };
};

const typeOf = ({ type }: Column): string =>
  type
    .replace(/^timestamp.* with time zone$/, 'timestamptz')
    .replace('double precision', 'double')
    .replace('character varying', 'varchar')
    .replaceAll(' ', '_');

function diagram({ title, tables }: Area, columns: readonly Column[], all: ReadonlySet<string>): string[] {
  const entities = tables.flatMap((table) => {
    const own = columns.filter((column) => column.table === table);
    expect(own, table).not.toEqual([]);
    const attributes = own.map((column) => {
      const keys = [column.key, relation(column, all) === undefined ? null : 'FK'].filter((key) => key !== null).join(', ');
      return `    ${[typeOf(column), column.name, keys, column.optional ? '"optional"' : ''].filter(Boolean).join(' ')}`;
    });
    return [`  ${table} {`, ...attributes, '  }'];
  });
  const lines = columns.filter(({ table }) => tables.includes(table)).flatMap((column) => relation(column, all)?.line ?? []);
  return [`### ${title}`, '', '```mermaid', 'erDiagram', ...lines, ...entities, '```', ''];
}

function section(title: string, service: keyof typeof areas, columns: readonly Column[]): string[] {
  const all = new Set(columns.map(({ table }) => table));
  return [`## ${title}`, '', ...areas[service].flatMap((area) => diagram(area, columns, all))];
}

test('docs/data-model.md says what the migrations make', async () => {
  const isShared = ({ table }: Column) => areas.kit.some(({ tables }) => tables.includes(table));
  const parts: string[] = [];
  for (const service of serviceNames) {
    const columns = (await readColumns(service)).filter((column) => !isShared(column));
    expect([...new Set(columns.map(({ table }) => table))]).toEqual(areas[service].flatMap(({ tables }) => tables).sort());
    parts.push(...section(service, service, columns));
  }
  const shared = (await readColumns('catalog')).filter(isShared);
  const text = [
    '# The data model',
    '',
    'Generated from the database that the migrations make; `npm test -- --layer medium tests/contract/data-model -u` writes it anew.',
    '',
    'Each service has a PostgreSQL schema of its own and reads no other: what several know, such as a file, each keeps by the same id.',
    'A full line is a foreign key. A dotted one is an id, or a list of ids, that the service itself keeps right; `tag_ids` and the like stand in arrays',
    'on the row, so that one row holds all that a list filters by. Columns that the database derives from others of the row are left out.',
    '',
    ...parts,
    ...section('Every service', 'kit', shared),
  ];
  await expect(`${text.join('\n').trimEnd()}\n`).toMatchFileSnapshot('../../docs/data-model.md');
});
