import { Injectable } from '@nestjs/common';
import { jobs, type JobPayload } from '@reelm/contracts';
import { or, print, type TextClause } from '@reelm/query-language';
import { Database, RunsJob, type JobContext } from '@reelm/service-kit';
import { nobody, SearchService } from '../search/search.service.js';
import { NameMatcher, type KnownName } from './name-matcher.js';
import { SuggestionsRepository } from './suggestions.repository.js';
import { SuggestionsService } from './suggestions.service.js';

/** Videos looked at in one transaction. */
const chunk = 1_000;

/** Long work on suggestions. Every part is a transaction of its own, and doing one again changes nothing. */
@Injectable()
export class SuggestionsJob {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly repository: SuggestionsRepository,
    private readonly search: SearchService,
    private readonly database: Database,
  ) {}

  @RunsJob(jobs.findNames)
  async find({ q = '', kind, entityId }: JobPayload<typeof jobs.findNames>, job: JobContext): Promise<void> {
    const names = kind && entityId ? await this.repository.namesOf(this.database, kind, entityId) : undefined;
    if (names?.length === 0) return;
    const matcher = names && new NameMatcher(names);
    const question = await this.search.question('video', names ? pathsThatMayName(names) : q, nobody);
    let done = 0;
    for await (const ids of this.search.batches(question, chunk)) {
      job.signal.throwIfAborted();
      await this.database.transaction((tx) => this.suggestions.lookIn(tx, ids, matcher));
      done += ids.length;
      job.progress({ done, total: null, unit: 'videos' });
    }
  }

  @RunsJob(jobs.decideSuggestions)
  async decide({ decision, ...target }: JobPayload<typeof jobs.decideSuggestions>, job: JobContext): Promise<void> {
    let done = 0;
    for (;;) {
      job.signal.throwIfAborted();
      const decided = await this.suggestions.decideSome(decision, target);
      if (decided.length === 0) return;
      done += decided.length;
      job.progress({ done, total: null, unit: 'suggestions' });
    }
  }
}

/** A search for paths that hold the longest word of a name: all that may name it, however its words are joined, and few others. */
const pathsThatMayName = (names: readonly KnownName[]): string => {
  const words = names.map(({ name }) =>
    name.split(/[^\p{L}\p{M}\p{N}]+/u).reduce((longest, word) => (word.length > longest.length ? word : longest), ''),
  );
  const clauses = [...new Set(words)]
    .filter((word) => word !== '')
    .map((value): TextClause => ({ kind: 'text', field: 'path', match: 'contains', value }));
  const [first, ...more] = clauses;
  return first === undefined ? 'path:""' : print(or(first, ...more));
};
