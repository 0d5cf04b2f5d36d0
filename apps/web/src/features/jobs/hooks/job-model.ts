import { isFinal, type Job, type JobWithChildren } from '@reelm/contracts';

/** Jobs that belong together: one that caused others with those of them that are in the list, or a single one. */
export interface JobGroup {
  /** Null while the parent itself is still being asked for. */
  job: JobWithChildren | null;
  id: string;
  members: JobWithChildren[];
}

/** Puts children under their parents, in the order in which each group first appears. `parents` are those not in the list. */
export function groupByParent(jobs: readonly JobWithChildren[], parents: ReadonlyMap<string, JobWithChildren>): JobGroup[] {
  const groups = new Map<string, JobGroup>();
  const inList = new Map(jobs.map((job) => [job.id, job]));
  for (const job of jobs) {
    const id = job.parentId ?? job.id;
    const group = groups.get(id) ?? { id, job: inList.get(id) ?? parents.get(id) ?? null, members: [] };
    if (job.id !== id) group.members.push(job);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/** Parents that the list speaks of but does not hold. */
export const missingParents = (jobs: readonly JobWithChildren[]): string[] => {
  const known = new Set(jobs.map((job) => job.id));
  return [...new Set(jobs.flatMap((job) => (job.parentId && !known.has(job.parentId) ? [job.parentId] : [])))];
};

export interface ChildCount {
  ended: number;
  failed: number;
  total: number;
}

export function countChildren(children: JobWithChildren['children']): ChildCount | null {
  if (!children) return null;
  const { queued = 0, running = 0, succeeded = 0, failed = 0, cancelled = 0 } = children;
  const total = queued + running + succeeded + failed + cancelled;
  return total === 0 ? null : { ended: succeeded + failed + cancelled, failed, total };
}

/** How much of a job is done, 0 to 1; null while nobody can know. Its children count where it has any. */
export function shareDone(job: JobWithChildren | Job): number | null {
  const children = 'children' in job ? countChildren(job.children) : null;
  if (children && (isFinal(job.state) || job.progress?.total === null || job.progress === null)) return children.ended / children.total;
  if (isFinal(job.state)) return 1;
  const { progress } = job;
  if (progress && progress.total !== null && progress.total > 0) return Math.min(1, progress.done / progress.total);
  return children ? children.ended / children.total : null;
}

/** Whether a job, or anything that it caused, is still to be done. */
export function isLive(job: JobWithChildren): boolean {
  const children = countChildren(job.children);
  return !isFinal(job.state) || (children !== null && children.ended < children.total);
}

/** Seconds left at the pace so far; null before there is a pace worth believing. */
export function secondsLeft(job: JobWithChildren, now: number): number | null {
  const share = shareDone(job);
  if (share === null || share < 0.02 || share >= 1 || !job.startedAt) return null;
  const spent = (now - Date.parse(job.startedAt)) / 1000;
  return spent < 3 ? null : (spent / share) * (1 - share);
}

export interface FailureGroup {
  key: string;
  code: string;
  message: string;
  jobs: JobWithChildren[];
}

/** Failures of the same kind of job with the same error, most frequent first. */
export function groupFailures(jobs: readonly JobWithChildren[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const job of jobs) {
    const code = job.error?.code ?? 'internal';
    const key = `${job.kind} ${code}`;
    const group = groups.get(key) ?? { key, code, message: job.error?.message ?? 'It failed without saying why.', jobs: [] };
    group.jobs.push(job);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.jobs.length - a.jobs.length);
}

const kindNames: Record<string, string> = {
  'catalog.bulk': 'Edit many',
  'catalog.match': 'Find names in paths',
  'catalog.decide': 'Decide suggestions',
  'catalog.generate': 'Make artifacts',
  'ingest.scan': 'Scan',
  'ingest.identify': 'Identify',
  'ingest.place': 'Put into the library',
  'ingest.empty-trash': 'Empty the trash',
  'transcode.analyze': 'Analyse',
  'transcode.fingerprint': 'Fingerprint',
  'transcode.cover': 'Cover with a face',
  'transcode.preview': 'Preview',
  'transcode.timeline': 'Timeline',
  'transcode.subtitles': 'Subtitles',
  'transcode.edit': 'Edit file',
  'transcode.tidy': 'Tidy the store',
  'faces.detect': 'Find faces',
  'stashbox.check': 'Check stash-box',
};

/** What a kind of job is called. Kinds of newer servers keep their own name. */
export const kindName = (kind: string): string => kindNames[kind] ?? kind;
