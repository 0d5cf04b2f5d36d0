import { Inject, Injectable } from '@nestjs/common';
import type { EventDefinition, PayloadOf } from '@reelm/contracts';
import { correlationId, newId } from '../context.js';
import type { Tx } from '../database/database.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { currentTraceparent } from '../telemetry.js';

/** PostgreSQL channel on which a service wakes itself; its payload says what for. */
export const wakeChannel = (schema: string): string => `reelm_${schema}`;

/** Writes events beside the change that they report; the relay publishes them after the commit. */
@Injectable()
export class Outbox {
  constructor(@Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity) {}

  /**
   * Appends one event per payload, in order. Call it after the rows it speaks of are written (and so locked): that makes versions of
   * one entity grow in the order of its changes.
   * @throws ZodError when a payload does not fit the contract; nothing is written then.
   */
  async append<D extends EventDefinition>(tx: Tx, definition: D, payloads: readonly PayloadOf<D>[]): Promise<void> {
    if (definition.owner !== this.identity.service)
      throw new Error(`${definition.subject} belongs to ${definition.owner}, not to ${this.identity.service}.`);
    if (payloads.length === 0) return;
    const parsed = payloads.map((payload) => JSON.stringify(definition.schema.parse(payload)));
    await tx.query(
      `INSERT INTO outbox (id, subject, payload, correlation_id, traceparent)
       SELECT event.id, $2, event.payload, $4, $5 FROM unnest($1::uuid[], $3::jsonb[]) WITH ORDINALITY AS event (id, payload, place) ORDER BY place`,
      [parsed.map(() => newId()), definition.subject, parsed, correlationId(), currentTraceparent() ?? null],
    );
    await tx.query('SELECT pg_notify($1, $2)', [wakeChannel(this.identity.schema), 'outbox']);
  }
}
