import type { CustomClause, EntityKind, KeywordClause, Query, ReferenceClause, RelationClause, Term } from '@reelm/query-language';
import type { Scope } from './scope.js';

/** The test of a custom field, read as its definition says. */
export interface CustomTest {
  clause: Exclude<ReturnType<typeof import('@reelm/query-language').readCustom>, { message: string }>;
  type: 'text' | 'number' | 'date' | 'boolean' | 'choice';
}

/** Ids; null where they are too many to be listed. */
export type Ids = readonly string[] | null;

/** What whom the word names: things whose name or an alias has it. */
export interface Namesakes {
  tag: Ids;
  performer: Ids;
  studio: Ids;
}

/** What the database knew of the parts of a search, by the objects of its tree. */
export interface Resolved {
  /** Ids that a name stands for, with those below it as deep as was asked. */
  references: ReadonlyMap<ReferenceClause, readonly string[]>;
  libraries: ReadonlyMap<KeywordClause, readonly string[]>;
  customs: ReadonlyMap<CustomClause, CustomTest>;
  words: ReadonlyMap<Term, Namesakes>;
  /** What is related to what a search in a search finds: ids of the related, or of rows of the asking kind where the related hold the ids. */
  relations: ReadonlyMap<RelationClause, Ids>;
}

/** A search of one kind that is ready to become SQL. */
export interface Question {
  kind: EntityKind;
  query: Query;
  scope: Scope;
  now: Date;
  resolved: Resolved;
}
