'use client';

import type { ResponseOf, suggestionHttp, SuggestionDecision, SuggestionState } from '@reelm/contracts';
import { Check, ChevronRight, ScanText, Undo2, WandSparkles, X, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { entityAddress } from '@/lib/addresses';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { Card, Page } from '@/components/page';
import { EmptyState, ErrorNote, ErrorState, SkeletonRows } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { formatCount } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useAddress } from '@/lib/use-address';
import { useDecide, useFindSuggestions, useSuggestionsOf, useSummary } from '../hooks/use-suggestions';
import { MatchRules } from './match-rules';
import { MatchedPath } from './matched-path';

type Entry = ResponseOf<typeof suggestionHttp.suggestionSummary>['items'][number];

const states: Record<SuggestionState, string> = { open: 'To decide', rejected: 'Rejected' };
const empty: Record<SuggestionState, { title: string; says: string }> = {
  open: {
    title: 'Nothing to decide',
    says: 'When the path of a video names a performer, studio or tag that it does not have yet, it is suggested here.',
  },
  rejected: { title: 'Nothing rejected', says: 'What you reject stands here and can be reopened.' },
};

/** What can be decided about suggestions of a state; what is wanted most often first. */
const actions: Record<SuggestionState, readonly { decision: SuggestionDecision; label: string; icon: LucideIcon }[]> = {
  open: [
    { decision: 'accept', label: 'Accept', icon: Check },
    { decision: 'reject', label: 'Reject', icon: X },
  ],
  rejected: [{ decision: 'reopen', label: 'Reopen', icon: Undo2 }],
};

/** Names that stand in the paths of videos, to be accepted or rejected: one, all of a name, or by a rule; and what was rejected. */
export function SuggestionsPage() {
  const mayEdit = useMay('editor');
  const find = useFindSuggestions();
  const [address, setAddress] = useAddress();
  const state = address.get('state') === 'rejected' ? 'rejected' : 'open';
  return (
    <Page
      title="Suggestions"
      intro="Names and aliases of performers, studios and tags that stand in the paths of your videos. What you reject is not suggested again."
      actions={
        mayEdit ? (
          <Button onClick={() => find.mutate()} disabled={find.isPending}>
            <ScanText /> Look through paths
          </Button>
        ) : null
      }
    >
      <Tabs.Root value={state} onValueChange={(next) => setAddress({ state: next === 'open' ? null : next })}>
        <Tabs.List aria-label="Suggestions by state" className="mb-4 flex gap-1 border-b border-line">
          {Object.entries(states).map(([value, label]) => (
            <Tabs.Trigger
              key={value}
              value={value}
              className="-mb-px h-10 border-b-2 border-transparent px-3 text-sm font-medium text-muted hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink pointer-coarse:h-11"
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value={state} tabIndex={-1}>
          <Summary state={state} mayEdit={mayEdit} />
        </Tabs.Content>
      </Tabs.Root>
    </Page>
  );
}

function Summary({ state, mayEdit }: { state: SuggestionState; mayEdit: boolean }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSummary(state);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <div className="grid gap-6">
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonRows rows={5} label="Loading the suggestions" className="h-14" /> : null}
      {data && entries.length === 0 ? (
        <EmptyState icon={WandSparkles} title={empty[state].title}>
          <p>{empty[state].says}</p>
        </EmptyState>
      ) : null}
      {entries.length > 0 ? (
        <Card label="Suggestions by name">
          <ul className="divide-y divide-line/60">
            {entries.map((entry) => (
              <SummaryRow key={`${entry.kind} ${entry.entity.id}`} state={state} entry={entry} mayEdit={mayEdit} />
            ))}
          </ul>
        </Card>
      ) : null}
      {hasNextPage ? (
        <Button className="justify-self-center" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          More
        </Button>
      ) : null}
      {data && state === 'open' ? <MatchRules mayEdit={mayEdit} /> : null}
    </div>
  );
}

interface SummaryRowProps {
  state: SuggestionState;
  entry: Entry;
  mayEdit: boolean;
}

function SummaryRow({ state, entry: { kind, entity, count }, mayEdit }: SummaryRowProps) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending } = useDecide();
  const target = { kind, entityId: entity.id };
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
        <Link href={entityAddress(kind, entity.id)} className="min-w-0 truncate rounded text-sm font-medium hover:text-accent">
          {entity.name}
        </Link>
        <Badge>{kind}</Badge>
        <span className="mr-auto text-sm text-muted tabular-nums">{formatCount(count)}</span>
        {mayEdit ? (
          <span className="flex gap-2">
            {actions[state].map(({ decision, label, icon: Icon }, place) => (
              <Button
                key={decision}
                size="small"
                {...(place > 0 && { look: 'quiet' })}
                disabled={isPending}
                onClick={() => mutate({ decision, target })}
                aria-label={`${label} all of ${entity.name}`}
              >
                <Icon /> {label} all
              </Button>
            ))}
          </span>
        ) : null}
      </div>
      {open ? <Places state={state} entityId={entity.id} mayEdit={mayEdit} /> : null}
    </li>
  );
}

/** The paths in which one name was found. */
function Places({ state, entityId, mayEdit }: { state: SuggestionState; entityId: string; mayEdit: boolean }) {
  const { data, error, hasNextPage, fetchNextPage } = useSuggestionsOf(state, entityId);
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
              {mayEdit
                ? actions[state].map(({ decision, label, icon: Icon }) => (
                    <Button
                      key={decision}
                      size="small"
                      look="quiet"
                      disabled={isPending}
                      aria-label={`${label} for ${suggestion.video.name}`}
                      onClick={() => mutate({ decision, target: { ids: [suggestion.id] } })}
                    >
                      <Icon className={decision === 'accept' ? 'text-good' : undefined} />
                    </Button>
                  ))
                : null}
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
