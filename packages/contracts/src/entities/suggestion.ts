import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { EntityKind, Link } from './entity.js';

/** Kinds whose names are looked for in paths. */
export const MatchedKind = EntityKind.extract(['performer', 'studio', 'tag']);

/** A name found in the path of a video that does not have the entity yet. Once rejected, it is never made again, unless it is opened again. */
export const Suggestion = z.object({
  id: Id,
  video: Link,
  kind: MatchedKind,
  entity: Link,
  path: z.string(),
  start: z.number().int().nonnegative().describe('Where in `path` the name stands, in UTF-16 units'),
  end: z.number().int().nonnegative(),
  matched: z.string().describe('The text as it stands in the path'),
  createdAt: Instant,
});
export type Suggestion = z.infer<typeof Suggestion>;

/** `reopen` is for those that were rejected, the others for those that are open. */
export const SuggestionDecision = z.enum(['accept', 'reject', 'reopen']);
export type SuggestionDecision = z.infer<typeof SuggestionDecision>;

export const SuggestionState = z.enum(['open', 'rejected']);
export type SuggestionState = z.infer<typeof SuggestionState>;

/** Accepts suggestions by itself for videos that answer a search. */
export const MatchRule = z.object({
  id: Id,
  name: z.string(),
  q: z.string().describe('Videos that it speaks of; empty for all'),
  kinds: z.array(MatchedKind),
  createdAt: Instant,
});
export type MatchRule = z.infer<typeof MatchRule>;
export const MatchRuleCreate = z
  .object({ name: z.string().trim().min(1).max(100), q: z.string().max(2000).default(''), kinds: z.array(MatchedKind).min(1).max(3) })
  .strict();
