import { z } from 'zod';

/** So many videos a queue or a playlist holds. */
export const mostQueued = 1000;

/** A video that waits its turn, or a clip of it. */
export const QueueItem = z.object({
  /** Of its place in this queue: a video may stand in it twice. */
  key: z.string(),
  id: z.string(),
  name: z.string(),
  coverUrl: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  startSeconds: z.number().nullable(),
  endSeconds: z.number().nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;
export type Queued = Omit<QueueItem, 'key'>;

export const Queue = z.object({
  /** What it was made of: `Selection`, the name of a playlist. */
  name: z.string(),
  items: z.array(QueueItem),
  /** Keys that were given out so far. */
  given: z.number(),
});
export type Queue = z.infer<typeof Queue>;

export const emptyQueue: Queue = { name: '', items: [], given: 0 };

/** A video as the queue keeps it. */
export const queued = (
  video: Pick<Queued, 'id' | 'name' | 'coverUrl' | 'durationSeconds'>,
  clip: { startSeconds: number | null; endSeconds: number | null } = { startSeconds: null, endSeconds: null },
): Queued => ({
  id: video.id,
  name: video.name,
  coverUrl: video.coverUrl,
  durationSeconds: video.durationSeconds,
  startSeconds: clip.startSeconds,
  endSeconds: clip.endSeconds,
});

/** The queue with more at its end; what it does not hold is left out. */
export function withMore(queue: Queue, more: readonly Queued[]): Queue {
  const taken = more.slice(0, Math.max(0, mostQueued - queue.items.length));
  return {
    ...queue,
    items: [...queue.items, ...taken.map((item, at) => ({ ...item, key: (queue.given + at + 1).toString(36) }))],
    given: queue.given + taken.length,
  };
}

export const queueOf = (name: string, items: readonly Queued[]): Queue => withMore({ ...emptyQueue, name }, items);

export const without = (queue: Queue, key: string): Queue => ({ ...queue, items: queue.items.filter((item) => item.key !== key) });

/** Where a key stands, if there is the video that is looked at; -1 otherwise. */
export const placeIn = (queue: Queue, key: string | null, id: string): number =>
  queue.items.findIndex((item) => item.key === key && item.id === id);

/** Page of a queued video. */
export const addressOf = ({ id, key }: QueueItem): string => `/videos/${id}?queue=${key}`;

export function shuffled<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [all[last], all[other]] = [all[other] as T, all[last] as T];
  }
  return all;
}
