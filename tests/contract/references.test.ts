import { allEvents, allJobs, allRpcs, errorCatalogue, serviceNames, streams } from '@reelm/contracts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { baseConfig } from '../../packages/service-kit/src/config.js';
import { CatalogConfig } from '../../services/catalog/src/config.js';
import { FacesConfig } from '../../services/faces/src/config.js';
import { IngestConfig } from '../../services/ingest/src/config.js';
import { StashBoxConfig } from '../../services/stashbox/src/config.js';
import { TranscodeConfig } from '../../services/transcode/src/config.js';

// The committed references say what the code says; `npm test -- --layer contract -u` writes them anew.
const note = 'Generated from the code; `npm test -- --layer contract -u` writes it anew.';
const page = (...lines: string[]) => `${lines.join('\n')}\n`;
const table = (head: string[], rows: string[][]) => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`),
];
const seconds = (ms: number) => `${ms / 1000} s`;

const typeName = (schema: Record<string, unknown>): string => {
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(', ');
  if (Array.isArray(schema['anyOf'])) return (schema['anyOf'] as Record<string, unknown>[]).map(typeName).join(' or ');
  if (schema['type'] === 'array') return `list of ${typeName((schema['items'] ?? {}) as Record<string, unknown>)}`;
  return [schema['type'] ?? 'anything', schema['format']].filter((part): part is string => typeof part === 'string').join(', ');
};
const fields = (schema: z.ZodType): string[][] => {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as { properties?: Record<string, Record<string, unknown>> };
  return Object.entries(json.properties ?? {}).map(([name, field]) => [
    `\`${name}\``,
    typeName(field),
    typeof field['description'] === 'string' ? field['description'] : '',
  ]);
};

test('docs/events.md', async () => {
  const text = page(
    '# Messages',
    '',
    note,
    '',
    `Events are facts. They travel in the JetStream stream \`${streams.events.name}\` inside an envelope \`{ id, version, occurredAt, correlationId, traceparent?, payload }\`;`,
    'or, where much of one kind happened at once, `payloads` in place of `payload`: one for each event, no two about the same entity.',
    'The same `id` means the same message, and of two events about one entity the higher `version` is the newer. Each arrives at least once.',
    'A dead letter of one event among many has `part`, its place among them.',
    `Messages that nobody could take are in the stream \`${streams.dead.name}\` under \`dead.<service>.<subject>\`.`,
    '',
    ...allEvents.flatMap((event) => [
      `## \`${event.subject}\``,
      '',
      `Published by ${event.owner}. Delivered again after ${seconds(event.delivery.ackWaitMs)} without a sign of life; given up after ${event.delivery.maxDeliver} deliveries, with pauses of ${event.delivery.backoffMs.map(seconds).join(', ')}.`,
      '',
      ...table(['field', 'type', 'meaning'], fields(event.schema)),
      '',
    ]),
    '# Jobs',
    '',
    ...table(
      ['kind', 'priority', 'tries when the failure may pass', 'time limit', 'payload'],
      allJobs.map((job) => [
        `\`${job.kind}\``,
        job.priority,
        String(job.attempts),
        seconds(job.timeLimitSeconds * 1000),
        fields(job.schema)
          .map(([name]) => name)
          .join(' '),
      ]),
    ),
    '',
    '# Questions between services',
    '',
    'Core NATS request and reply; an answer is `{ ok: true, value }` or `{ ok: false, error: { code, message, details? } }`.',
    'Who asks with an id (`x-question`) and waits no more says so on `rpc.<service>.left` with `{ question }`.',
    '',
    ...table(
      ['subject', 'time allowed', 'input'],
      allRpcs.map((question) => [
        `\`${question.subject}\``,
        seconds(question.timeoutMs),
        fields(question.input)
          .map(([name]) => name)
          .join(' ') || 'nothing',
      ]),
    ),
  );
  await expect(text).toMatchFileSnapshot('../../docs/events.md');
});

test('docs/errors.md', async () => {
  const text = page(
    '# Errors',
    '',
    note,
    '',
    'Every error answer is `{ error: { code, message, details?, correlationId } }`. Codes are stable; messages may be reworded. `{names}` are filled in.',
    '',
    ...table(
      ['code', 'status', 'message'],
      Object.entries(errorCatalogue).map(([code, { status, message }]) => [`\`${code}\``, String(status), message]),
    ),
  );
  await expect(text).toMatchFileSnapshot('../../docs/errors.md');
});

test('docs/configuration.md', async () => {
  const own = { catalog: CatalogConfig, ingest: IngestConfig, transcode: TranscodeConfig, faces: FacesConfig, stashbox: StashBoxConfig };
  const rows = (schema: z.ZodObject, skip: z.ZodObject | undefined) =>
    Object.entries(schema.shape as Record<string, z.ZodType>)
      .filter(([name]) => !(name in (skip?.shape ?? {})))
      .map(([name, field]) => {
        const fallback = field instanceof z.ZodDefault ? String(field.def.defaultValue) : field instanceof z.ZodOptional ? '' : 'required';
        return [`\`${name}\``, fallback, field.meta()?.description ?? ''];
      });
  const head = ['variable', 'default', 'meaning'];
  const text = page(
    '# Configuration',
    '',
    note,
    '',
    'Services read environment variables once, at start. An empty value counts as not set; a bad one stops the start and is named. `npm start` and',
    'Docker Compose fill in addresses and passwords themselves; what you may want to set is in the README. What people change while it runs is in the',
    'database, not here.',
    '',
    '## Every service',
    '',
    ...table(head, rows(baseConfig, undefined)),
    ...serviceNames.flatMap((service) => {
      const lines = rows(own[service], baseConfig);
      return lines.length === 0 ? [] : ['', `## ${service}`, '', ...table(head, lines)];
    }),
  );
  await expect(text).toMatchFileSnapshot('../../docs/configuration.md');
  for (const line of text.split('\n').filter((candidate) => candidate.startsWith('| `REELM_'))) {
    expect(line, 'every variable says what it means').not.toMatch(/\| {2}\|$/);
  }
});
