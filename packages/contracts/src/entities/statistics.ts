import { z } from 'zod';
import { EntityKind } from './entity.js';

const Bar = z.object({
  label: z.string(),
  count: z.number().int().nonnegative(),
  query: z.string().describe('Search that shows what is counted'),
});
const Ranked = z.object({ id: z.string(), name: z.string(), count: z.number().int().nonnegative(), query: z.string() });

/** Numbers about the whole library, as far as the user may see it. At most a minute old. */
export const Statistics = z.object({
  computedAt: z.iso.datetime(),
  counts: z.record(EntityKind, z.number().int().nonnegative()),
  totalBytes: z.number().nonnegative(),
  totalSeconds: z.number().nonnegative(),
  resolutions: z.array(Bar),
  durations: z.array(Bar),
  codecs: z.array(Bar),
  growth: z
    .array(z.object({ month: z.string(), added: z.number().int(), bytes: z.number(), query: z.string() }))
    .describe('By month, oldest first'),
  artifacts: z.array(Bar.extend({ total: z.number().int() })).describe('How many videos have each kind of artifact'),
  states: z.array(Bar),
  topTags: z.array(Ranked),
  topPerformers: z.array(Ranked),
  topStudios: z.array(Ranked),
  activity: z
    .object({ plays: z.number().int(), playSeconds: z.number(), played: z.number().int().describe('Different videos') })
    .describe('Of the asking user'),
});
export type Statistics = z.infer<typeof Statistics>;
