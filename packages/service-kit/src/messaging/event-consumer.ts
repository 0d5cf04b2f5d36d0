import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { EventEnvelope, streams, type EventDefinition, type EventMessage } from '@reelm/contracts';
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

interface Received {
  message: JsMsg;
  event: EventMessage;
  traceparent: string | undefined;
}

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
    const batch = this.buffer.splice(0, this.definition.delivery.batch);
    if (batch.length === 0) return false;
    await this.take(batch);
    return true;
  }

  /** Makes the durable consumer where it is missing (first start, or the broker lost it) and begins to pull. */
  private async subscribe(): Promise<ConsumerMessages> {
    const manager = await this.kit.bus.manager();
    await ensureStreams(manager);
    const { delivery, subject } = this.definition;
    await manager.consumers.add(streams.events.name, {
      durable_name: this.name,
      filter_subject: subject,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(delivery.ackWaitMs),
      max_ack_pending: delivery.batch * 2,
      max_deliver: -1,
    });
    const consumer = await this.kit.bus.jetstream().consumers.get(streams.events.name, this.name);
    const messages = await consumer.consume({
      max_messages: delivery.batch,
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

  private async take(messages: JsMsg[]): Promise<void> {
    const inHand = () => [...messages, ...this.buffer];
    const stillWorking = setInterval(() => inHand().forEach((message) => message.working()), this.definition.delivery.ackWaitMs / 3);
    try {
      const received: Received[] = [];
      for (const message of messages) {
        const parsed = this.parse(message);
        if (parsed instanceof Error) await this.giveUp(message, parsed);
        else received.push(parsed);
      }
      if (received.length > 0) await this.applyAndSettle(received);
    } finally {
      clearInterval(stillWorking);
    }
  }

  private parse(message: JsMsg): Received | Error {
    try {
      const envelope = EventEnvelope.parse(message.json());
      const payload = this.definition.schema.parse(envelope.payload);
      const { id, version, occurredAt, correlationId } = envelope;
      return { message, traceparent: envelope.traceparent, event: { id, version, occurredAt, correlationId, payload } };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async applyAndSettle(received: Received[]): Promise<void> {
    try {
      await this.apply(received);
      failPoint('after-effect');
      this.count(received);
      for (const { message } of received) message.ack();
    } catch (error) {
      if (received.length === 1 || isDatabaseAway(error)) await this.settleFailure(received, error);
      // One bad event must not hold back the others: take them one by one.
      else for (const one of received) await this.applyAndSettle([one]);
    }
  }

  private async apply(received: Received[]): Promise<void> {
    const first = received[0];
    if (first === undefined) return;
    const options = {
      kind: 'consumer' as const,
      attributes: { 'messaging.system': 'nats', 'messaging.batch.message_count': received.length },
      // A batch has many causes; only a single message continues its trace.
      ...(received.length === 1 ? { traceparent: first.traceparent } : {}),
    };
    await withCorrelation(first.event.correlationId, () =>
      inSpan(`consume ${this.definition.subject}`, options, () =>
        this.kit.database.transaction(async (tx) => {
          const fresh = await tx.query<{ event_id: string }>(
            'INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id',
            [this.name, received.map(({ event }) => event.id)],
          );
          const isFresh = new Set(fresh.map((row) => row.event_id));
          const events = received.map(({ event }) => event).filter((event) => isFresh.delete(event.id));
          if (events.length > 0) await this.handle(events, tx);
        }),
      ),
    );
  }

  private count(received: Received[]): void {
    const { subject } = this.definition;
    measure.eventsHandled().add(received.length, { subject });
    for (const { event } of received) measure.eventLag().record((Date.now() - Date.parse(event.occurredAt)) / 1_000, { subject });
  }

  private async settleFailure(received: Received[], error: unknown): Promise<void> {
    const { delivery, subject } = this.definition;
    const away = isDatabaseAway(error);
    measure.eventsFailed().add(received.length, { subject });
    for (const { message } of received) {
      // An outage is nobody's poison: it never counts towards giving up.
      if (!away && message.info.deliveryCount >= delivery.maxDeliver) {
        await this.giveUp(message, error);
        continue;
      }
      const wait = delivery.backoffMs[Math.min(message.info.deliveryCount, delivery.backoffMs.length) - 1] ?? 1_000;
      message.nak(wait * (0.75 + Math.random() / 2));
    }
    if (away) throw error;
    this.kit.log.warning({ err: error, subject }, 'an event could not be handled and is tried again');
  }

  private async giveUp(message: JsMsg, error: unknown): Promise<void> {
    const reason =
      error instanceof Error && error.name === 'ZodError' ? { code: 'message.invalid', message: error.message } : this.reasonOf(error);
    await this.kit.deadLetters.bury(this.kit.identity.service, message.subject, message.data, reason, message.info.deliveryCount);
    message.term(reason.code);
    this.kit.log.failure(error, 'an event was moved to the dead letters', { subject: message.subject });
  }

  private reasonOf(error: unknown) {
    const reason = toAppError(error).toReason();
    return reason.code === 'internal' && error instanceof Error ? { ...reason, details: { cause: error.message } } : reason;
  }
}
