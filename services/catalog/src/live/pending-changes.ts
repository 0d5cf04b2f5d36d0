import type { Job, LiveEvent } from '@reelm/contracts';
import { withoutNames } from '../jobs/without-names.js';
import type { ListenedKind } from './changes.js';

/** Most jobs that one turn tells of: a scan changes thousands a second, and nobody reads that many. */
const jobsPerTurn = 100;
const idsPerEvent = 500;

/** What a listener has yet to be told, however often it changed meanwhile. */
export class PendingChanges {
  private readonly videoIds = new Set<string>();
  private readonly entityIds = new Map<ListenedKind, Set<string>>();
  private readonly jobs = new Map<string, Job>();
  private libraries = false;
  private deadLetters = false;

  /** @param limited whether there are videos that the listener may never see */
  constructor(private readonly limited: boolean) {}

  addVideo(id: string): void {
    this.videoIds.add(id);
  }

  addEntity(kind: ListenedKind, id: string): void {
    this.entityIds.set(kind, (this.entityIds.get(kind) ?? new Set()).add(id));
  }

  addJob(job: Job): void {
    this.jobs.set(job.id, this.limited ? withoutNames(job) : job);
  }

  addLibraries(): void {
    this.libraries = true;
  }

  addDeadLetters(): void {
    this.deadLetters = true;
  }

  /** Takes everything that is pending, as few events as possible. */
  take(): LiveEvent[] {
    const events: LiveEvent[] = portions(this.videoIds).map((ids) => ({ type: 'videos', ids }));
    for (const [kind, changed] of this.entityIds)
      events.push(...portions(changed).map((ids): LiveEvent => ({ type: 'entities', kind, ids })));
    events.push(...this.mostTelling().map((job): LiveEvent => ({ type: 'job', job })));
    if (this.libraries) events.push({ type: 'libraries' });
    if (this.deadLetters) events.push({ type: 'dead-letters' });
    this.videoIds.clear();
    this.entityIds.clear();
    this.jobs.clear();
    this.libraries = false;
    this.deadLetters = false;
    return events;
  }

  /** Requests by people before the jobs that they caused, and what moves or failed before what only waits or went well. */
  private mostTelling(): Job[] {
    const jobs = [...this.jobs.values()];
    if (jobs.length <= jobsPerTurn) return jobs;
    const rank = (job: Job) => (job.parentId === null ? 0 : job.state === 'running' || job.state === 'failed' ? 1 : 2);
    return jobs.sort((a, b) => rank(a) - rank(b)).slice(0, jobsPerTurn);
  }
}

const portions = (ids: ReadonlySet<string>): string[][] => {
  const all = [...ids];
  return Array.from({ length: Math.ceil(all.length / idsPerEvent) }, (_, index) =>
    all.slice(index * idsPerEvent, (index + 1) * idsPerEvent),
  );
};
