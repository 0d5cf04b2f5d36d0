'use client';

import { useInfiniteQuery, useQueries, useQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { isFinal, type Job, type JobWithChildren } from '@reelm/contracts';
import { useEffect, useMemo, useState } from 'react';
import { useLiveEvent } from '@/lib/live';
import { throttle } from '@/lib/throttle';
import { getJob, jobKeys, listAllFailed, listDeadLetters, listJobs, listQueues, type JobFilter } from '../api/jobs-api';
import { missingParents } from './job-model';

type JobPages = InfiniteData<{ items: JobWithChildren[]; nextCursor: string | null }, string | undefined>;

export function useJobList(filter: JobFilter, enabled = true) {
  const list = useInfiniteQuery({
    queryKey: jobKeys.list(filter),
    queryFn: ({ pageParam, signal }) => listJobs(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled,
  });
  const jobs = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { ...list, jobs };
}

/** The parents of these jobs that are not among them. */
export function useParents(jobs: readonly JobWithChildren[]): ReadonlyMap<string, JobWithChildren> {
  const ids = useMemo(() => missingParents(jobs), [jobs]);
  return useQueries({
    queries: ids.map((id) => ({ queryKey: jobKeys.one(id), queryFn: ({ signal }: { signal: AbortSignal }) => getJob(id, signal) })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
  });
}

export const useFailedJobs = () => useQuery({ queryKey: jobKeys.failed, queryFn: ({ signal }) => listAllFailed(signal) });
export const useQueues = () => useQuery({ queryKey: jobKeys.queues, queryFn: ({ signal }) => listQueues(signal) });
export const useDeadLetters = () =>
  useQuery({ queryKey: jobKeys.deadLetters, queryFn: ({ signal }) => listDeadLetters(undefined, signal) });

/** Jobs start and end many times a second in an import; lists are read again at this pace, progress shows at once. */
const paceMs = 1000;

/** Lets every job list follow what happens on the server. */
export function useLiveJobs(): void {
  const client = useQueryClient();
  const [refresh] = useState(() => throttle(() => void client.invalidateQueries({ queryKey: jobKeys.all }), paceMs));
  useEffect(() => refresh.cancel, [refresh]);
  useLiveEvent('job', ({ job }) => {
    if (!patchProgress(client, job)) refresh.call();
  });
  useLiveEvent('dead-letters', () => void client.invalidateQueries({ queryKey: jobKeys.deadLetters }));
}

/** Shows new progress of a job in place. False where more than that changed, so that lists must be read again. */
function patchProgress(client: QueryClient, job: Job): boolean {
  let same = false;
  const merge = (known: JobWithChildren): JobWithChildren => {
    if (known.id !== job.id) return known;
    same = known.state === job.state && known.attempt === job.attempt && !isFinal(job.state);
    return { ...known, ...job };
  };
  client.setQueriesData<JobPages>({ queryKey: jobKeys.lists, predicate: ({ queryKey }) => queryKey.length === 3 }, (pages) =>
    pages?.pages.some((page) => page.items.some(({ id }) => id === job.id))
      ? { ...pages, pages: pages.pages.map((page) => ({ ...page, items: page.items.map(merge) })) }
      : pages,
  );
  client.setQueryData<JobWithChildren>(jobKeys.one(job.id), (known) => (known ? merge(known) : known));
  return same;
}
