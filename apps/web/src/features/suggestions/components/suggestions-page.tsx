'use client';

import type { ResponseOf, suggestionHttp } from '@reelm/contracts';
import { Check, ChevronRight, ScanText, WandSparkles, X } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { pageOf } from '@/components/entity-api';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { Card, Page } from '@/components/page';
import { EmptyState, ErrorNote, ErrorState, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useDecide, useFindSuggestions, useSuggestionsOf, useSummary } from '../hooks/use-suggestions';
import { MatchRules } from './match-rules';
import { MatchedPath } from './matched-path';

type Entry = ResponseOf<typeof suggestionHttp.suggestionSummary>['items'][number];

/** Names that stand in the paths of videos, to be accepted or rejected: one, all of a name, or by a rule. */
export function SuggestionsPage() {
  const mayEdit = useMay('editor');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSummary();
  const find = useFindSuggestions();
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title="Suggestions"
      intro="Names and aliases of performers, studios and tags that stand in the paths of your videos. What you reject is never suggested again."
      actions={
        mayEdit ? (
          <Button onClick={() => find.mutate()} disabled={find.isPending}>
            <ScanText /> Look through paths
          </Button>
        ) : null
      }
    >
      <div className="grid gap-6">
        {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
        {!data && !error ? <SkeletonRows rows={5} label="Loading the suggestions" className="h-14" /> : null}
        {data && entries.length === 0 ? (
          <EmptyState icon={WandSparkles} title="Nothing to decide">
            <p>When the path of a video names a performer, studio or tag that it does not have yet, it is suggested here.</p>
          </EmptyState>
        ) : null}
        {entries.length > 0 ? (
          <Card label="Suggestions by name">
            <ul className="divide-y divide-line/60">
              {entries.map((entry) => (
                <SummaryRow key={`${entry.kind} ${entry.entity.id}`} entry={entry} mayEdit={mayEdit} />
              ))}
            </ul>
          </Card>
        ) : null}
        {hasNextPage ? (
          <Button className="justify-self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            More
          </Button>
        ) : null}
        {data ? <MatchRules mayEdit={mayEdit} /> : null}
      </div>
    </Page>
  );
}

function SummaryRow({ entry: { kind, entity, count }, mayEdit }: { entry: Entry; mayEdit: boolean }) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending } = useDecide();
  const all = (decision: 'accept' | 'reject'): void => mutate({ decision, target: { kind, entityId: entity.id } });
  return (
    <li className={cn('transition-opacity', isPending && 'opacity-50')}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`Where ${entity.name} stands`}
          onClick={() => setOpen(!open)}
          className="grid size-8 place-items-center rounded-md text-muted hover:text-ink pointer-coarse:size-11"
        >
          <ChevronRight className={cn('size-4 transition-transform', open && 'rotate-90')} aria-hidden />
        </button>
        <EntityImage kind={kind} url={null} className="size-7" />
        <Link href={pageOf(kind, entity.id)} className="min-w-0 truncate rounded text-sm font-medium hover:text-accent">
          {entity.name}
        </Link>
        <Badge>{kind}</Badge>
        <span className="mr-auto text-sm text-muted tabular-nums">{formatCount(count)}</span>
        {mayEdit ? (
          <span className="flex gap-2">
            <Button size="small" disabled={isPending} onClick={() => all('accept')} aria-label={`Accept all of ${entity.name}`}>
              <Check /> Accept all
            </Button>
            <Button
              size="small"
              look="quiet"
              disabled={isPending}
              onClick={() => all('reject')}
              aria-label={`Reject all of ${entity.name}`}
            >
              <X /> Reject all
            </Button>
          </span>
        ) : null}
      </div>
      {open ? <Places entityId={entity.id} mayEdit={mayEdit} /> : null}
    </li>
  );
}

/** The paths in which one name was found. */
function Places({ entityId, mayEdit }: { entityId: string; mayEdit: boolean }) {
  const { data, error, hasNextPage, fetchNextPage } = useSuggestionsOf(entityId);
  const { mutate, isPending } = useDecide();
  if (error) return <ErrorNote error={error} className="mx-3 mb-3" />;
  if (!data) return <SkeletonRows rows={2} label="Loading" className="mx-3 mb-3 h-10" />;
  return (
    <div className="grid gap-1 pr-3 pb-3 pl-14">
      <ul className="grid gap-1">
        {data.pages
          .flatMap(({ items }) => items)
          .map((suggestion) => (
            <li key={suggestion.id} className="flex items-center gap-2">
              <Link href={`/videos/${suggestion.video.id}`} className="min-w-0 flex-1 rounded py-1 text-[0.8125rem] hover:text-accent">
                <MatchedPath {...suggestion} />
              </Link>
              {mayEdit ? (
                <>
                  <Button
                    size="small"
                    look="quiet"
                    disabled={isPending}
                    aria-label={`Accept for ${suggestion.video.name}`}
                    onClick={() => mutate({ decision: 'accept', target: { ids: [suggestion.id] } })}
                  >
                    <Check className="text-good" />
                  </Button>
                  <Button
                    size="small"
                    look="quiet"
                    disabled={isPending}
                    aria-label={`Reject for ${suggestion.video.name}`}
                    onClick={() => mutate({ decision: 'reject', target: { ids: [suggestion.id] } })}
                  >
                    <X />
                  </Button>
                </>
              ) : null}
            </li>
          ))}
      </ul>
      {hasNextPage ? (
        <Button size="small" className="justify-self-start" onClick={() => void fetchNextPage()}>
          More
        </Button>
      ) : null}
    </div>
  );
}
