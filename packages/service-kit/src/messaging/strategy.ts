import { CustomTransportStrategy, Server, type MessageHandler } from '@nestjs/microservices';
import type { Msg, Subscription } from '@nats-io/transport-node';
import {
  allRpcs,
  eventBySubject,
  LeftMessage,
  leftSubject,
  type EventDefinition,
  type EventMessage,
  type RpcDefinition,
  type RpcReply,
} from '@reelm/contracts';
import { isObservable, lastValueFrom } from 'rxjs';
import { newId, withCorrelation } from '../context.js';
import type { Tx } from '../database/database.js';
import { AppError, toAppError } from '../errors.js';
import { inSpan } from '../telemetry.js';
import { headerNames } from './bus.js';
import type { EventContext, RpcContext } from './decorators.js';
import { EventConsumer, type EventConsumerDependencies } from './event-consumer.js';

/**
 * Nest's transport for Reelm: events come from JetStream through an {@link EventConsumer} each, questions by core NATS request/reply.
 * It refuses to start when a question that this service owns has no handler, or a handler has no entry in the catalogue.
 */
export class NatsStrategy extends Server implements CustomTransportStrategy {
  private readonly consumers: EventConsumer[] = [];
  private readonly subscriptions: Subscription[] = [];
  /** Questions that are being answered, by the ids that came with them. */
  private readonly waited = new Map<string, AbortController>();

  constructor(private readonly kit: EventConsumerDependencies) {
    super();
  }

  override addHandler(pattern: string, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    if (this.messageHandlers.has(pattern)) throw new Error(`${pattern} has two handlers in ${this.kit.identity.service}.`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  listen(callback: (error?: unknown) => void): void {
    try {
      this.begin();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  private begin(): void {
    for (const [pattern, handler] of this.messageHandlers) {
      const event = eventBySubject(pattern);
      const question = allRpcs.find((definition) => definition.subject === pattern);
      if (event !== undefined) this.consumeEvents(event, handler);
      else if (question !== undefined) this.answer(question, handler);
      else throw new Error(`${pattern} is handled but not in the message catalogue.`);
    }
    this.hearOfLeaving();
    const { service } = this.kit.identity;
    const missing = allRpcs.filter((definition) => definition.owner === service && !this.messageHandlers.has(definition.subject));
    if (missing.length > 0)
      throw new Error(`${service} owns these questions but does not answer them: ${missing.map((one) => one.subject).join(', ')}`);
  }

  /** Whoever asked may leave before there is an answer. */
  private hearOfLeaving(): void {
    const { bus, identity } = this.kit;
    const left = (data: unknown) => this.waited.get(LeftMessage.parse(data).question)?.abort();
    this.subscriptions.push(bus.subscribeCore(leftSubject(identity.service), left));
  }

  private consumeEvents(definition: EventDefinition, handler: MessageHandler): void {
    const handle = async (events: EventMessage[], tx: Tx) => {
      await resultOf(handler, events, { tx } satisfies EventContext);
    };
    const consumer = new EventConsumer(definition, handle, this.kit);
    this.consumers.push(consumer);
    consumer.start();
  }

  private answer(definition: RpcDefinition, handler: MessageHandler): void {
    const { bus, identity, log } = this.kit;
    const subscription = bus.nats.subscribe(definition.subject, {
      queue: identity.service,
      callback: (error, message) => {
        if (error !== null) log.failure(error, 'a subscription failed', { subject: definition.subject });
        else void this.reply(definition, handler, message).catch((cause: unknown) => log.failure(cause, 'a reply could not be sent'));
      },
    });
    this.subscriptions.push(subscription);
  }

  private async reply(definition: RpcDefinition, handler: MessageHandler, message: Msg): Promise<void> {
    const correlation = message.headers?.get(headerNames.correlation) || newId();
    const traceparent = message.headers?.get(headerNames.traceparent) || undefined;
    const reply = await withCorrelation(correlation, () =>
      inSpan(`rpc ${definition.subject}`, { kind: 'server', traceparent, attributes: { 'rpc.system': 'nats' } }, () =>
        this.call(definition, handler, message),
      ).catch((error: unknown): RpcReply => {
        const known = toAppError(error);
        if (known.code === 'internal') this.kit.log.failure(error, 'a question could not be answered', { subject: definition.subject });
        return { ok: false, error: known.toReason() };
      }),
    );
    message.respond(JSON.stringify(reply));
  }

  private async call(definition: RpcDefinition, handler: MessageHandler, message: Msg): Promise<RpcReply> {
    const input = definition.input.safeParse(message.json());
    if (!input.success) throw new AppError('request.invalid', { problem: input.error.message });
    const leaving = new AbortController();
    const question = message.headers?.get(headerNames.question);
    if (question) this.waited.set(question, leaving);
    try {
      const context: RpcContext = { signal: leaving.signal };
      return { ok: true, value: definition.output.parse(await resultOf(handler, input.data, context)) };
    } finally {
      if (question) this.waited.delete(question);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain().catch(() => undefined)));
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  // Nest asks for these of a transport; nothing here listens to transport events or needs the bare client.
  on(): void {}
  unwrap<T>(): T {
    return this.kit.bus.nats as T;
  }
}

/** Nest wraps results and failures into observables; this is the plain promise again. */
async function resultOf(handler: MessageHandler, data: unknown, context: object): Promise<unknown> {
  const result: unknown = await handler(data, context);
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}
