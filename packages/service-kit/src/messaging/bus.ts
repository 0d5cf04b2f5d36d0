import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type MsgHdrs, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { leftSubject, RpcReply, type RpcDefinition, type RpcInput, type RpcOutput } from '@reelm/contracts';
import { SERVICE_CONFIG, type BaseConfig } from '../config.js';
import { correlationId, newId } from '../context.js';
import { AppError } from '../errors.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Log } from '../log.js';
import { currentTraceparent, inSpan } from '../telemetry.js';
import { ensureStreams } from './streams.js';

export const headerNames = { correlation: 'x-correlation-id', traceparent: 'traceparent', question: 'x-question' } as const;

/** Headers that carry the correlation id and the trace context of the work at hand. */
function contextHeaders(): MsgHdrs {
  const carrier = headers();
  carrier.set(headerNames.correlation, correlationId());
  const traceparent = currentTraceparent();
  if (traceparent !== undefined) carrier.set(headerNames.traceparent, traceparent);
  return carrier;
}

/** The one connection of this process to NATS: questions to other services, fleeting messages, and the handles for JetStream. */
@Injectable()
export class Bus implements OnApplicationShutdown {
  private connection: NatsConnection | undefined;
  private linked = false;
  private readonly reconnectListeners: (() => void)[] = [];

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    @Inject(SERVICE_CONFIG) private readonly config: BaseConfig,
    private readonly log: Log,
  ) {}

  /** Connects, waiting for the broker as long as it takes, and makes sure that the streams are there. */
  async start(): Promise<void> {
    this.connection = await connect({
      servers: this.config.REELM_NATS_URL.split(','),
      ...(this.config.REELM_NATS_USER === undefined ? {} : { user: this.config.REELM_NATS_USER }),
      ...(this.config.REELM_NATS_PASSWORD === undefined ? {} : { pass: this.config.REELM_NATS_PASSWORD }),
      name: `reelm-${this.identity.service}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      waitOnFirstConnect: true,
      pingInterval: 10_000,
      // A stack trace taken for each publish, in case it fails, was most of what publishing costs.
      noAsyncTraces: true,
    });
    this.linked = true;
    void this.followStatus(this.connection);
    await ensureStreams(await this.manager());
  }

  private async followStatus(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.linked = false;
        this.log.warning({}, 'the broker went away');
      }
      if (status.type === 'reconnect') {
        this.linked = true;
        this.log.info({}, 'the broker is back');
        for (const listener of this.reconnectListeners) listener();
      }
    }
  }

  /** Calls back after each reconnection. */
  onReconnect(listener: () => void): void {
    this.reconnectListeners.push(listener);
  }

  get nats(): NatsConnection {
    if (this.connection === undefined) throw new Error('The bus is used before it was started.');
    return this.connection;
  }

  /** Whether the broker can be reached at this moment. */
  get connected(): boolean {
    return this.linked && this.connection?.isClosed() === false;
  }

  jetstream(): JetStreamClient {
    return jetstream(this.nats, { timeout: 5_000 });
  }

  manager(): Promise<JetStreamManager> {
    return jetstreamManager(this.nats, { timeout: 5_000, checkAPI: false });
  }

  /**
   * Asks another service.
   * @param waiting ends when nobody waits for the answer any more; the other service is told so
   * @throws AppError what the other service answered, `service.unavailable` when it does not answer in time, or `request.left`.
   */
  async request<D extends RpcDefinition>(definition: D, input: RpcInput<D>, waiting?: AbortSignal): Promise<RpcOutput<D>> {
    const away = (cause: unknown) => new AppError('service.unavailable', { service: definition.owner }, { cause });
    return inSpan(`rpc ${definition.subject}`, { kind: 'client', attributes: { 'rpc.system': 'nats' } }, async () => {
      if (waiting?.aborted) throw new AppError('request.left');
      const question = newId();
      const carried = contextHeaders();
      if (waiting) carried.set(headerNames.question, question);
      const answer = this.nats
        .request(definition.subject, JSON.stringify(input), { timeout: definition.timeoutMs, headers: carried })
        .catch((error: unknown) => {
          throw away(error);
        });
      const leave = () => this.publishCore(leftSubject(definition.owner), { question });
      const message = await (waiting ? whileWaited(answer, waiting, leave) : answer);
      const reply = RpcReply.parse(message.json());
      if (!reply.ok) throw AppError.fromReason(reply.error);
      return definition.output.parse(reply.value) as RpcOutput<D>;
    });
  }

  /** Sends a fleeting message; nobody may rely on its arrival. */
  publishCore(subject: string, data: unknown): void {
    if (this.connected) this.nats.publish(subject, JSON.stringify(data), { headers: contextHeaders() });
  }

  /** Receives fleeting messages; a message that is not JSON is dropped with a warning. */
  subscribeCore(subject: string, receive: (data: unknown, subject: string) => void): Subscription {
    return this.nats.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) return this.log.failure(error, 'a subscription failed', { subject });
        try {
          receive(message.json(), message.subject);
        } catch (cause) {
          this.log.warning({ err: cause, subject: message.subject }, 'a fleeting message was dropped');
        }
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    // Closing waits for nothing that must not be lost: events are in the outbox, jobs in the queue.
    await this.connection?.close();
  }
}

/** An answer, or `request.left` as soon as nobody waits for it. */
const whileWaited = <T>(answer: Promise<T>, waiting: AbortSignal, leave: () => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const left = (): void => {
      leave();
      reject(new AppError('request.left'));
    };
    waiting.addEventListener('abort', left, { once: true });
    void answer.then(resolve, reject).finally(() => waiting.removeEventListener('abort', left));
  });
