import { SearchX, TriangleAlert } from 'lucide-react';
import { z } from 'zod';
import type { Problem } from '@/components/filter/use-filter';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api';
import type { ListKind } from './kind';

const Problems = z.object({
  errors: z.array(z.object({ start: z.number(), end: z.number(), message: z.string(), hint: z.string().nullish() })),
});

/** What the server says is wrong with a search. */
function problemsOf(error: ApiError): readonly Problem[] {
  const parsed = Problems.safeParse(error.details);
  return parsed.success
    ? parsed.data.errors.map(({ hint, ...problem }) => ({ ...problem, hint: hint ?? undefined }))
    : [{ message: error.message, start: 0, end: 0 }];
}

/** The search is fine and nothing answers it. */
export function NothingFound({ kind, q, clear }: { kind: Pick<ListKind, 'many'>; q: string; clear: () => void }) {
  return (
    <EmptyState icon={SearchX} title="Nothing found" action={<Button onClick={clear}>Clear the search</Button>}>
      <p>
        No {kind.many} answer <q className="break-words text-ink">{q}</q>. Fewer words and filters find more; <code>OR</code> finds either
        of two.
      </p>
    </EmptyState>
  );
}

/** Says where in the search the trouble is, with the place marked, and how to put it right. */
export function SearchProblems({ query, problems: given }: { query: string; problems: readonly Problem[] | ApiError }) {
  const problems = given instanceof ApiError ? problemsOf(given) : given;
  return (
    <div id="search-problems" role="alert" className="mb-4 flex gap-3 rounded-lg border border-warn/40 bg-warn/8 px-4 py-3 text-sm">
      <TriangleAlert className="mt-0.5 size-4.5 shrink-0 text-warn" aria-hidden />
      <div className="grid min-w-0 gap-2">
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
