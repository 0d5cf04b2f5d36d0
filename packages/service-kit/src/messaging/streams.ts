import { DiscardPolicy, RetentionPolicy, StorageType, type JetStreamManager, type StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { streams } from '@reelm/contracts';

const day = 24 * 3600 * 1000;
/** Publishing the same id again within this time is dropped by the broker itself. */
const duplicateWindowMs = 120_000;

const configOf = (stream: (typeof streams)[keyof typeof streams]): Partial<StreamConfig> & { name: string } => ({
  name: stream.name,
  subjects: [...stream.subjects],
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  max_age: nanos(stream.maxAgeDays * day),
  max_bytes: stream.maxBytes,
  // Old events give way: consumers that fall so far behind are refilled from the outbox.
  discard: DiscardPolicy.Old,
  duplicate_window: nanos(duplicateWindowMs),
});

/** Makes the streams that are missing; safe to call at any time and from several services at once. */
export async function ensureStreams(manager: JetStreamManager): Promise<void> {
  for (const stream of Object.values(streams)) {
    const config = configOf(stream);
    try {
      await manager.streams.add(config);
    } catch (error) {
      // Another service, or an older version, made it with other settings.
      const exists = await manager.streams.info(stream.name).catch(() => undefined);
      if (exists === undefined) throw error;
      await manager.streams.update(stream.name, config);
    }
  }
}
