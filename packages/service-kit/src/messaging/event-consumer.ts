import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { EventEnvelope, payloadsOf, streams, type EventDefinition, type EventMessage } from '@reelm/contracts';
import { withCorrelation } from '../context.js';
import type { Database, Tx } from '../database/database.js';
import { isDatabaseAway, toAppError } from '../errors.js';
import { failPoint } from '../fail-point.js';
import type { ServiceIdentity } from '../identity.js';
import type { Log } from '../log.js';
import { Loop } from '../loop.js';
import { inSpan, measure } from '../telemetry.js';
import type { Bus } from './bus.js';
import type { DeadLetters } from './dead-letters.js';
import { ensureStreams } from './streams.js';

/** A message that was delivered, with the events that it tells of. */
interface Received {
  message: JsMsg;
  envelope: EventEnvelope;
  /** By their places in the message; an Error for one that does not fit the contract. */
  parts: Map<number, EventMessage | Error>;
}

/** Messages that wait here while others are being handled: few, as one may tell of hundreds of events. */
const messagesAhead = 32;

const isEvent = (part: EventMessage | Error): part is EventMessage => !(part instanceof Error);
const eventsOf = ({ parts }: Received): EventMessage[] => [...parts.values()].filter(isEvent);

export interface EventConsumerDependencies {
  identity: ServiceIdentity;
  bus: Bus;
  database: Database;
  deadLetters: DeadLetters;
  log: Log;
}

/**
 * Takes the events of one subject for one service: pulls, hands batches to the handler in a transaction that also fills the inbox,
 * and is the only place that acks, naks, or gives up on a message.
 */
export class EventConsumer {
  private readonly buffer: JsMsg[] = [];
  private readonly loop: Loop;
  private messages: ConsumerMessages | undefined;
  readonly name: string;

  constructor(
    private readonly definition: EventDefinition,
    private readonly handle: (events: EventMessage[], tx: Tx) => Promise<void>,
    private readonly kit: EventConsumerDependencies,
  ) {
    this.name = `${kit.identity.service}-${definition.subject.replaceAll('.', '-')}`;
    this.loop = new Loop(this.name, () => this.turn(), { pollMs: 5_000, log: kit.log });
  }

  start(): void {
    this.kit.bus.onReconnect(() => this.resubscribe());
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.messages?.stop();
    await this.loop.stop();
    // What was pulled and not begun goes back at once, so that another replica need not wait for the ack time.
    for (const message of this.buffer.splice(0)) message.nak();
  }

  private resubscribe(): void {
    this.messages?.stop();
    this.messages = undefined;
    this.loop.wake();
  }

  private async turn(): Promise<boolean> {
    this.messages ??= await this.subscribe();
    if (this.buffer.length === 0) return false;
    await this.take();
    return true;
  }

  /** Makes the durable consumer where it is missing (first start, or the broker lost it) and begins to pull. */
  private async subscribe(): Promise<ConsumerMessages> {
    const manager = await this.kit.bus.manager();
    await ensureStreams(manager);
    const { delivery, subject } = this.definition;
    const settings = { filter_subject: subject, ack_wait: nanos(delivery.ackWaitMs), max_ack_pending: messagesAhead * 2, max_deliver: -1 };
    await manager.consumers
      .add(streams.events.name, { durable_name: this.name, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All, ...settings })
      // An older version made it with other settings.
      .catch(() => manager.consumers.update(streams.events.name, this.name, settings));
    const consumer = await this.kit.bus.jetstream().consumers.get(streams.events.name, this.name);
    const messages = await consumer.consume({
      max_messages: messagesAhead,
      abort_on_missing_resource: true,
      callback: (message) => {
        this.buffer.push(message);
        this.loop.wake();
      },
    });
    void messages.closed().then(() => {
      // Stopped by us, or because stream or consumer vanished: the next turn makes it anew.
      if (this.messages === messages) this.resubscribe();
    });
    return messages;
  }

  private async take(): Promise<void> {
    const inHand: JsMsg[] = [];
    const stillWorking = setInterval(
      () => [...inHand, ...this.buffer].forEach((message) => message.working()),
      this.definition.delivery.ackWaitMs / 3,
    );
    try {
      const received: Received[] = [];
      for (let events = 0; events < this.definition.delivery.batch;) {
        const message = this.buffer.shift();
        if (message === undefined) break;
        inHand.push(message);
        const parsed = this.parse(message);
        if (parsed instanceof Error) await this.giveUp(message, parsed);
        else received.push(parsed);
        events += parsed instanceof Error ? 0 : parsed.parts.size;
      }
      if (received.length > 0) await this.applyAndSettle(received);
    } finally {
      clearInterval(stillWorking);
    }
  }

  private parse(message: JsMsg): Received | Error {
    try {
      const envelope = EventEnvelope.parse(message.json());
      const { id, version, occurredAt, correlationId, part: first = 0 } = envelope;
      const parts = payloadsOf(envelope).map((content, place): [number, EventMessage | Error] => {
        const payload = this.definition.schema.safeParse(content);
        return [first + place, payload.success ? { id, version, occurredAt, correlationId, payload: payload.data } : payload.error];
      });
      return { message, envelope, parts: new Map(parts) };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async applyAndSettle(received: Received[]): Promise<void> {
    try {
      const inParts = await this.apply(received.filter((one) => !mustBeTakenApart(one)));
      failPoint('after-effect');
      for (const one of received) {
        if (mustBeTakenApart(one) || inParts.has(one.envelope.id)) await this.applyParts(one);
        else this.settle(one);
      }
    } catch (error) {
      const [first] = received;
      if (first === undefined) return;
      if (isDatabaseAway(error)) this.handBack(received, error);
      // One bad event must not hold back the others: take the messages one by one, and the events of the bad one.
      else if (received.length > 1) for (const one of received) await this.applyAndSettle([one]);
      else await this.applyParts(first, error);
    }
  }

  /**
   * Applies whole messages in one transaction.
   * @returns ids of those that were begun part by part, and have to be ended so
   */
  private async apply(received: Received[]): Promise<Set<string>> {
    if (received.length === 0) return new Set();
    return this.inTransaction(received, async (tx) => {
      const ids = received.map(({ envelope }) => envelope.id);
      const fresh = await tx.query<{ event_id: string }>(
        'INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id',
        [this.name, ids],
      );
      const isFresh = new Set(fresh.map((row) => row.event_id));
      const known = ids.filter((id) => !isFresh.has(id));
      const events = received.filter(({ envelope }) => isFresh.delete(envelope.id)).flatMap(eventsOf);
      if (events.length > 0) await this.handle(events, tx);
      return known.length === 0 ? new Set() : this.begun(tx, known);
    });
  }

  private async begun(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ event_id: string }>(
      'SELECT event_id FROM inbox WHERE consumer = $1 AND event_id = ANY($2::uuid[]) AND parts IS NOT NULL',
      [this.name, ids],
    );
    return new Set(rows.map((row) => row.event_id));
  }

  /**
   * Applies each event of a message in a transaction of its own; those that fail are tried again with the message, or given up.
   * @param asWhole why the message could not be applied as a whole; for a message of one event that is its failure
   */
  private async applyParts(one: Received, asWhole?: unknown): Promise<void> {
    const failures = new Map<number, unknown>();
    for (const [part, event] of one.parts) {
      try {
        if (!isEvent(event)) failures.set(part, event);
        else if (asWhole !== undefined && one.parts.size === 1) failures.set(part, asWhole);
        else await this.applyPart(one, part, event);
      } catch (error) {
        if (isDatabaseAway(error)) return this.handBack([one], error);
        failures.set(part, error);
      }
    }
    const { delivery, subject } = this.definition;
    const mayPass = [...failures].find(([part]) => !(one.parts.get(part) instanceof Error));
    if (mayPass !== undefined && one.message.info.deliveryCount < delivery.maxDeliver) {
      measure.eventsFailed().add(failures.size, { subject });
      this.tryAgain(one.message);
      this.kit.log.warning({ err: mayPass[1], subject }, 'an event could not be handled and is tried again');
      return;
    }
    for (const [part, error] of failures) await this.bury(one, part, error);
    this.settle(one);
  }

  private async applyPart(one: Received, part: number, event: EventMessage): Promise<void> {
    await this.inTransaction([one], async (tx) => {
      const fresh = await tx.query(
        `INSERT INTO inbox (consumer, event_id, parts) VALUES ($1, $2, ARRAY[$3::integer])
         ON CONFLICT (consumer, event_id) DO UPDATE SET parts = inbox.parts || $3::integer
         WHERE inbox.parts IS NOT NULL AND $3::integer <> ALL (inbox.parts) RETURNING 1`,
        [this.name, one.envelope.id, part],
      );
      if (fresh.length > 0) await this.handle([event], tx);
    });
  }

  private inTransaction<R>(received: readonly Received[], work: (tx: Tx) => Promise<R>): Promise<R> {
    const [first] = received;
    const options = {
      kind: 'consumer' as const,
      attributes: { 'messaging.system': 'nats', 'messaging.batch.message_count': received.length },
      // A batch has many causes; only a single message continues its trace.
      ...(received.length === 1 ? { traceparent: first?.envelope.traceparent } : {}),
    };
    return withCorrelation(first?.envelope.correlationId ?? '', () =>
      inSpan(`consume ${this.definition.subject}`, options, () => this.kit.database.transaction(work)),
    );
  }

  private settle({ message, envelope, parts }: Received): void {
    const { subject } = this.definition;
    measure.eventsHandled().add(parts.size, { subject });
    measure.eventLag().record((Date.now() - Date.parse(envelope.occurredAt)) / 1_000, { subject });
    message.ack();
  }

  private tryAgain(message: JsMsg): void {
    const { backoffMs } = this.definition.delivery;
    const wait = backoffMs[Math.min(message.info.deliveryCount, backoffMs.length) - 1] ?? 1_000;
    message.nak(wait * (0.75 + Math.random() / 2));
  }

  /** An outage is nobody's poison: it never counts towards giving up. */
  private handBack(received: readonly Received[], error: unknown): never {
    measure.eventsFailed().add(received.length, { subject: this.definition.subject });
    for (const { message } of received) this.tryAgain(message);
    throw error;
  }

  /** Keeps one event of a message as a dead letter; put back, it is told from the others of the message by its place. */
  private async bury(one: Received, part: number, error: unknown): Promise<void> {
    const { message, envelope, parts } = one;
    if (parts.size === 1) return this.buryAs(message, message.data, error);
    const { payloads, ...facts } = envelope;
    const letter: EventEnvelope = { ...facts, payload: payloads?.[part], part };
    await this.buryAs(message, new TextEncoder().encode(JSON.stringify(letter)), error);
  }

  private async buryAs(message: JsMsg, data: Uint8Array, error: unknown): Promise<void> {
    const reason =
      error instanceof Error && error.name === 'ZodError' ? { code: 'message.invalid', message: error.message } : this.reasonOf(error);
    await this.kit.deadLetters.bury(this.kit.identity.service, message.subject, data, reason, message.info.deliveryCount);
    this.kit.log.failure(error, 'an event was moved to the dead letters', { subject: message.subject });
  }

  private async giveUp(message: JsMsg, error: Error): Promise<void> {
    await this.buryAs(message, message.data, error);
    message.term('message.invalid');
  }

  private reasonOf(error: unknown) {
    const reason = toAppError(error).toReason();
    return reason.code === 'internal' && error instanceof Error ? { ...reason, details: { cause: error.message } } : reason;
  }
}

/** A message some of whose events fail for sure, or one event of a message that was once told as a whole. */
const mustBeTakenApart = ({ envelope, parts }: Received): boolean =>
  envelope.part !== undefined || [...parts.values()].some((part) => !isEvent(part));
