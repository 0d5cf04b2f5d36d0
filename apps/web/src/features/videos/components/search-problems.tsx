import { TriangleAlert } from 'lucide-react';
import { z } from 'zod';
import type { ApiError } from '@/lib/api';

const Problems = z.object({
  errors: z.array(z.object({ start: z.number(), end: z.number(), message: z.string(), hint: z.string().nullish() })),
});

/** Says where in the search the trouble is, with the place marked, and how to put it right. */
export function SearchProblems({ query, error }: { query: string; error: ApiError }) {
  const parsed = Problems.safeParse(error.details);
  const problems = parsed.success ? parsed.data.errors : [];
  return (
    <div id="search-problems" role="alert" className="mb-4 flex gap-3 rounded-lg border border-warn/40 bg-warn/8 px-4 py-3 text-sm">
      <TriangleAlert className="mt-0.5 size-4.5 shrink-0 text-warn" aria-hidden />
      <div className="grid min-w-0 gap-2">
        {problems.length === 0 ? <p>{error.message}</p> : null}
        {problems.map((problem) => (
          <div key={`${problem.start}-${problem.message}`} className="grid gap-1">
            <p className="font-medium">{problem.message}</p>
            <Marked query={query} start={problem.start} end={problem.end} />
            {problem.hint ? <p className="text-muted">{problem.hint}</p> : null}
          </div>
        ))}
      </div>
    </div>
  );
}

function Marked({ query, start, end }: { query: string; start: number; end: number }) {
  // An error at the very end has nothing to underline: show a gap there.
  const wrong = query.slice(start, end) || ' ';
  return (
    <code className="overflow-x-auto font-mono text-[0.8125rem] whitespace-pre text-muted">
      {query.slice(0, start)}
      <mark className="rounded-xs bg-warn/25 text-ink underline decoration-warn decoration-wavy underline-offset-4">{wrong}</mark>
      {query.slice(Math.max(end, start))}
    </code>
  );
}
