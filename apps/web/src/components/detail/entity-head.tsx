'use client';

import type { NamedKind } from '@reelm/contracts';
import { CheckCircle2, Heart } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { EditableEntities } from '@/components/edit/editable-entities';
import { EditableText } from '@/components/edit/editable-text';
import type { EditControl } from '@/components/edit/use-edit';
import type { Fields } from '@/components/edit/values';
import type { Entity } from '@/components/entity-api';
import type { Picked } from '@/components/entity-picker/entity-picker';
import { RatingInput, RatingMark } from '@/components/rating-stars';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';
import { EditActions } from './edit-actions';
import { Facts, useCustomFacts, type FactEntry } from './facts';
import { Links } from './links';
import { Pictures } from './pictures';

const EditDialog = dynamic(() => import('@/components/entity-form/entity-dialogs').then((module) => module.EditDialog), { ssr: false });
const MergeDialog = dynamic(() => import('./merge-dialog').then((module) => module.MergeDialog), { ssr: false });
const DeleteDialog = dynamic(() => import('./delete-dialog').then((module) => module.DeleteDialog), { ssr: false });

const DetailsText = z.string().max(20_000);

interface EntityHeadProps<T extends Entity> {
  kind: NamedKind;
  entity: T;
  editing: EditControl<T>;
  /** What stands above the name: where it belongs. */
  above?: ReactNode;
  /** What tells it apart, behind the name. */
  aside?: string | null;
  /** Under the name: what it is in a few words. */
  summary?: ReactNode;
  facts?: readonly FactEntry[];
  /** Further buttons. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** The head of the page of a performer, studio, tag or group: pictures, name, what is known, and what can be done. */
export function EntityHead<T extends Entity>(props: EntityHeadProps<T>) {
  const { kind, entity, editing, above, aside, summary, facts = [], actions, children } = props;
  const mayEdit = useMay('editor');
  const custom = useCustomFacts(kind, entity.custom);
  const change = (patch: Fields, done: string): void => editing.edit({ patch, done });
  return (
    <header className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-4 px-4 pt-5 pb-5 sm:grid-rows-[auto_1fr] sm:gap-x-7 sm:px-6">
      <Pictures kind={kind} entity={entity} />
      <div>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="grid min-w-0 gap-1">
            {above}
            <h1 className="text-2xl font-semibold tracking-tight break-words">
              {entity.name}
              {aside ? <span className="ml-2 text-lg font-normal text-muted">{aside}</span> : null}
            </h1>
            {entity.aliases.length > 0 ? <p className="text-sm break-words text-muted">Also {entity.aliases.join(', ')}</p> : null}
            {summary ? <div className="text-sm text-muted">{summary}</div> : null}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Judgement entity={entity} mayEdit={mayEdit} change={change} />
            {actions}
            {mayEdit ? (
              <EditActions
                edit={(close) => (
                  <EditDialog kind={kind} entity={entity} editing={editing as unknown as EditControl<Entity>} onClose={close} />
                )}
                merge={(close) => <MergeDialog kind={kind} entity={entity} onClose={close} />}
                remove={(close) => <DeleteDialog kind={kind} entity={entity} onClose={close} />}
              />
            ) : null}
          </div>
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 max-sm:col-span-2">
        <Facts facts={[...facts, ...custom]} />
        {'tags' in entity ? (
          <EditableEntities
            kind="tag"
            name="Tags"
            value={entity.tags}
            mayEdit={mayEdit}
            onSave={(tags: Picked[]) =>
              editing.edit({ patch: { tagIds: tags.map(({ id }) => id) }, shown: { tags } as unknown as Partial<T>, done: 'Tags saved' })
            }
          />
        ) : null}
        <EditableText
          name="Details"
          value={entity.details}
          schema={DetailsText}
          multiline
          mayEdit={mayEdit}
          onSave={(details) => editing.edit({ patch: { details }, done: 'Details saved' })}
          className="max-w-3xl"
        >
          {entity.details ? <p className="text-sm leading-relaxed break-words whitespace-pre-line">{entity.details}</p> : null}
        </EditableText>
        <Links urls={entity.urls} />
        {children}
      </div>
    </header>
  );
}

interface JudgementProps {
  entity: Entity;
  mayEdit: boolean;
  change: (patch: Fields, done: string) => void;
}

/** Rating, heart and mark; those who may not edit see what there is. */
function Judgement({ entity, mayEdit, change }: JudgementProps) {
  const rating = 'rating' in entity ? entity.rating : null;
  if (!mayEdit)
    return (
      <>
        {rating === null ? null : <RatingMark value={rating} />}
        {entity.favourite ? <Heart role="img" aria-label="Favourite" className={cn('size-5', heartLook)} /> : null}
      </>
    );
  return (
    <>
      {'rating' in entity ? (
        <RatingInput value={rating} onChange={(next) => change({ rating: next }, next === null ? 'Rating removed' : 'Rating saved')} />
      ) : null}
      <Button
        aria-pressed={entity.favourite}
        onClick={() => change({ favourite: !entity.favourite }, entity.favourite ? 'No longer a favourite' : 'Added to favourites')}
      >
        <Heart className={cn(entity.favourite && heartLook)} /> Favourite
      </Button>
      {'organised' in entity ? (
        <Button
          aria-pressed={entity.organised}
          aria-label="Organised"
          title={entity.organised ? 'Somebody has looked through it all' : 'Mark as looked through'}
          className="px-2.5"
          onClick={() => change({ organised: !entity.organised }, entity.organised ? 'Marked as not organised' : 'Marked as organised')}
        >
          <CheckCircle2 className={cn(entity.organised && 'text-good')} />
        </Button>
      ) : null}
    </>
  );
}

const heartLook = 'fill-[oklch(0.65_0.2_18)] text-[oklch(0.65_0.2_18)]';
