import { Inject, Injectable } from '@nestjs/common';
import type { EventDefinition, PayloadOf } from '@reelm/contracts';
import { correlationId, newId } from '../context.js';
import type { Tx } from '../database/database.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { currentTraceparent } from '../telemetry.js';

/** PostgreSQL channel on which a service wakes itself; its payload says what for. */
export const wakeChannel = (schema: string): string => `reelm_${schema}`;

/** A message that is not much larger keeps memory flat and is far from the most that the broker takes (1 MiB). */
const messageCharacters = 256 * 1024;

/** Writes events beside the change that they report; the relay publishes them after the commit. */
@Injectable()
export class Outbox {
  constructor(@Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity) {}

  /**
   * Appends one event per payload, in order; many share a message. Call it after the rows it speaks of are written (and so locked): that
   * makes versions of one entity grow in the order of its changes.
   * @throws ZodError when a payload does not fit the contract; nothing is written then.
   */
  async append<D extends EventDefinition>(tx: Tx, definition: D, payloads: readonly PayloadOf<D>[]): Promise<void> {
    if (definition.owner !== this.identity.service)
      throw new Error(`${definition.subject} belongs to ${definition.owner}, not to ${this.identity.service}.`);
    if (payloads.length === 0) return;
    const messages = inMessages(definition, payloads);
    await tx.query(
      `INSERT INTO outbox (id, subject, payload, payloads, correlation_id, traceparent)
       SELECT message.id, $2, message.payload, message.payloads, $5, $6
       FROM unnest($1::uuid[], $3::jsonb[], $4::text[]) WITH ORDINALITY AS message (id, payload, payloads, place) ORDER BY place`,
      [
        messages.map(() => newId()),
        definition.subject,
        messages.map((message) => (message.length === 1 ? message[0] : null)),
        messages.map((message) => (message.length === 1 ? null : `[${message.join(',')}]`)),
        correlationId(),
        currentTraceparent() ?? null,
      ],
    );
    await tx.query('SELECT pg_notify($1, $2)', [wakeChannel(this.identity.schema), 'outbox']);
  }
}

/** Payloads as JSON, message by message. Events of one message have one version, so no two of them may be about the same entity. */
function inMessages<D extends EventDefinition>(definition: D, payloads: readonly PayloadOf<D>[]): string[][] {
  const messages: string[][] = [];
  let room = 0;
  const entities = new Set<string>();
  for (const given of payloads) {
    const payload = definition.schema.parse(given);
    const json = JSON.stringify(payload);
    const entity = definition.entity(payload);
    const last = messages.at(-1);
    if (last === undefined || last.length === definition.delivery.batch || json.length > room || entities.has(entity)) {
      messages.push([json]);
      room = messageCharacters;
      entities.clear();
    } else {
      last.push(json);
    }
    room -= json.length;
    entities.add(entity);
  }
  return messages;
}
