import type { EventMessage } from '@reelm/contracts';

/** The newest message about each entity, in the order of the entities: batches then lock rows in the same order. */
export function newest<P>(messages: readonly EventMessage<P>[], entity: (payload: P) => string): EventMessage<P>[] {
  const found = new Map<string, EventMessage<P>>();
  for (const message of messages) {
    const id = entity(message.payload);
    if ((found.get(id)?.version ?? 0) < message.version) found.set(id, message);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
}
