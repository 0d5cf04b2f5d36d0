import { Injectable } from '@nestjs/common';
import { headers } from '@nats-io/transport-node';
import { ServiceName, streams, type DeadLetter, type FailureReason } from '@reelm/contracts';
import { newId } from '../context.js';
import { AppError } from '../errors.js';
import { Bus } from './bus.js';

const reasonHeader = 'x-reelm-reason';
const deliveriesHeader = 'x-reelm-deliveries';

const decode = (data: Uint8Array): unknown => {
  const text = new TextDecoder().decode(data);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** Messages that no handler could take, in the stream `DEAD` under `dead.<service>.<subject>`. */
@Injectable()
export class DeadLetters {
  constructor(private readonly bus: Bus) {}

  /** Keeps a copy of the message with the reason; resolves once the broker has it. */
  async bury(service: ServiceName, subject: string, data: Uint8Array, reason: FailureReason, deliveries: number): Promise<void> {
    const carrier = headers();
    carrier.set(reasonHeader, encodeURIComponent(JSON.stringify(reason)));
    carrier.set(deliveriesHeader, String(deliveries));
    await this.bus.jetstream().publish(`dead.${service}.${subject}`, data, { headers: carrier });
  }

  /** Newest first, before `beforeId` where given. */
  async list(limit: number, beforeId?: number): Promise<DeadLetter[]> {
    const manager = await this.bus.manager();
    const { state } = await manager.streams.info(streams.dead.name);
    const letters: DeadLetter[] = [];
    for (
      let seq = Math.min(state.last_seq, (beforeId ?? Infinity) - 1);
      seq >= state.first_seq && seq > 0 && letters.length < limit;
      seq -= 1
    ) {
      const letter = await this.find(String(seq));
      if (letter !== undefined) letters.push(letter);
    }
    return letters;
  }

  async count(): Promise<number> {
    return (await (await this.bus.manager()).streams.info(streams.dead.name)).state.messages;
  }

  private async find(id: string): Promise<DeadLetter | undefined> {
    const stored = await this.stored(id);
    if (stored === null) return undefined;
    const [, service, ...subject] = stored.subject.split('.');
    return {
      id,
      subject: subject.join('.'),
      service: ServiceName.parse(service),
      reason: JSON.parse(decodeURIComponent(stored.header.get(reasonHeader))) as FailureReason,
      deliveries: Number(stored.header.get(deliveriesHeader)),
      payload: decode(stored.data),
      failedAt: stored.time.toISOString(),
    };
  }

  private async stored(id: string) {
    const manager = await this.bus.manager();
    return /^[1-9]\d{0,15}$/.test(id) ? manager.streams.getMessage(streams.dead.name, { seq: Number(id) }).catch(() => null) : null;
  }

  /**
   * Puts the message back on its subject; services that took it before drop it by its id.
   * @throws AppError `dead_letter.not_found`
   */
  async replay(id: string): Promise<void> {
    const stored = await this.stored(id);
    if (stored === null) throw new AppError('dead_letter.not_found');
    const subject = stored.subject.split('.').slice(2).join('.');
    await this.bus.jetstream().publish(subject, stored.data, { msgID: newId() });
    await this.drop(id);
  }

  /** @throws AppError `dead_letter.not_found` */
  async drop(id: string): Promise<void> {
    if ((await this.stored(id)) === null) throw new AppError('dead_letter.not_found');
    await (await this.bus.manager()).streams.deleteMessage(streams.dead.name, Number(id), false);
  }
}
