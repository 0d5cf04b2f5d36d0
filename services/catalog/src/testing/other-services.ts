import {
  streams,
  type EventDefinition,
  type EventMessage,
  type PayloadOf,
  type RpcDefinition,
  type RpcInput,
  type RpcOutput,
} from '@reelm/contracts';
import { toAppError, type Bus } from '@reelm/service-kit';
import { message } from './library.js';

/** Answers a question in place of the service that owns it, until the catalog stops. */
export function answerFor<D extends RpcDefinition>(
  bus: Bus,
  definition: D,
  answer: (input: RpcInput<D>) => RpcOutput<D> | Promise<RpcOutput<D>>,
): void {
  bus.nats.subscribe(definition.subject, {
    callback: (_error, asked) => {
      Promise.resolve()
        .then(() => answer(definition.input.parse(asked.json()) as RpcInput<D>))
        .then(
          (value) => asked.respond(JSON.stringify({ ok: true, value })),
          (error: unknown) => asked.respond(JSON.stringify({ ok: false, error: toAppError(error).toReason() })),
        );
    },
  });
}

/** Publishes events in place of the service that owns them. */
export async function publish<D extends EventDefinition>(bus: Bus, definition: D, payloads: readonly PayloadOf<D>[]): Promise<void> {
  const broker = bus.jetstream();
  await Promise.all(payloads.map((payload) => publishMessage(broker, definition.subject, message(payload))));
}

const publishMessage = (broker: ReturnType<Bus['jetstream']>, subject: string, event: EventMessage) =>
  broker.publish(subject, JSON.stringify(event), { msgID: event.id, expect: { streamName: streams.events.name } });
