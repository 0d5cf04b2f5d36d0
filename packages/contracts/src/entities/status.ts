import { z } from 'zod';
import { Instant, ServiceName } from '../primitives.js';

export const DependencyState = z.object({
  name: z.string().describe('For example `postgres`, `nats`, `storage`, `models`'),
  state: z.enum(['up', 'down', 'degraded']),
  detail: z.string().optional(),
});
export type DependencyState = z.infer<typeof DependencyState>;

export const Health = z.object({ status: z.literal('ok'), service: ServiceName });
export type Health = z.infer<typeof Health>;
export const Readiness = z.object({
  status: z.enum(['ready', 'unavailable']),
  service: ServiceName,
  dependencies: z.array(DependencyState),
});
export type Readiness = z.infer<typeof Readiness>;

/** Something the owner should know, with the remedy. */
export const Warning = z.object({ code: z.string(), message: z.string() });
export type Warning = z.infer<typeof Warning>;

export const ServiceStatus = z.object({
  service: ServiceName,
  state: z.enum(['up', 'down']),
  version: z.string().nullable(),
  startedAt: Instant.nullable(),
  memoryBytes: z.number().int().nullable(),
  schema: z.object({ name: z.string(), version: z.string().nullable(), migrations: z.number().int() }).nullable(),
  tables: z.array(z.object({ name: z.string(), rows: z.number().int().describe('Estimated where large') })),
  outboxPending: z.number().int().nullable(),
  dependencies: z.array(DependencyState),
  tools: z.array(z.object({ name: z.string(), version: z.string() })),
  warnings: z.array(Warning),
});
export type ServiceStatus = z.infer<typeof ServiceStatus>;

export const StreamStatus = z.object({
  name: z.string(),
  messages: z.number().int(),
  bytes: z.number().int(),
  consumers: z.array(z.object({ name: z.string(), pending: z.number().int(), redelivered: z.number().int() })),
});

export const SystemStatus = z.object({
  version: z.string(),
  node: z.string(),
  database: z.object({ version: z.string(), bytes: z.number().int() }),
  broker: z.object({ state: z.enum(['up', 'down']), version: z.string().nullable(), streams: z.array(StreamStatus) }),
  storage: z.object({ driver: z.enum(['file', 's3']), detail: z.string(), freeBytes: z.number().int().nullable() }),
  services: z.array(ServiceStatus),
  warnings: z.array(Warning),
});
export type SystemStatus = z.infer<typeof SystemStatus>;
