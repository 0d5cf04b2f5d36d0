'use client';

import type { NamedKind } from '@reelm/contracts';
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { storeEntity } from '@/components/edit/use-edit';
import { keyOf, mergeEntities, type Entity } from '@/components/entity-api';
import { entityAddress } from '@/lib/addresses';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import { refreshLists } from '@/components/list/list-data';
import { ErrorNote, Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { plural } from '@/lib/format';
import { showToast } from '@/lib/toast';
import { entityQuery } from './use-entity';
import { listed, usesOf } from './uses';

interface MergeDialogProps {
  kind: NamedKind;
  entity: Entity;
  onClose: () => void;
}

/** Makes one of several: others go into this one, or this one into another. Shows what moves before it does. */
export function MergeDialog({ kind, entity, onClose }: MergeDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [chosen, setChosen] = useState<Picked[]>([]);
  const [intoOther, setIntoOther] = useState(false);
  const others = useQueries({ queries: chosen.map(({ id }) => entityQuery(kind, id)) });
  const { one, many } = entityKinds[kind];
  const key = keyOf(kind);
  const known = others.flatMap(({ data }) => (data ? [data] : []));
  const other = known[0];
  const turned = intoOther && chosen.length === 1 && other !== undefined;
  const stays: Entity = turned ? other : entity;
  const goes: readonly Entity[] = turned ? [entity] : known;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      mergeEntities(
        kind,
        stays.id,
        goes.map(({ id }) => id),
      ),
    onSuccess: (merged) => {
      storeEntity(client, key, merged);
      void refreshLists(client, key);
      void client.invalidateQueries({ queryKey: [key, 'detail'] });
      void client.invalidateQueries({ queryKey: ['videos'] });
      void client.invalidateQueries({ queryKey: ['suggest', kind] });
      showToast({ kind: 'good', message: `${listed(goes.map(({ name }) => name))} merged into ${merged.name}` });
      if (merged.id === entity.id) onClose();
      else router.replace(entityAddress(kind, merged.id));
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Merge with ${entity.name}`}
      description={`Choose the ${many} that are the same one. All they are used in, their names, pictures, links and values move; none of it is lost.`}
    >
      <div className="grid gap-4">
        <EntityPicker kind={kind} label={`Other ${many}`} value={chosen} onChange={setChosen} without={entity.id} autoFocus inline />
        {chosen.length > 0 && known.length < chosen.length ? <Skeleton className="h-28" /> : null}
        {known.length > 0 && known.length === chosen.length ? (
          <section aria-label="What moves" className="grid gap-3 rounded-lg border border-line p-3">
            <ul className="grid gap-3">
              {goes.map((each) => (
                <Going key={each.id} kind={kind} entity={each} into={stays} />
              ))}
            </ul>
            <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
              <p className="flex min-w-0 items-center gap-2 text-sm">
                <span className="text-muted">Stays:</span>
                <EntityImage kind={kind} url={stays.imageUrl} className="size-6" />
                <b className="truncate font-semibold">{stays.name}</b>
              </p>
              {chosen.length === 1 ? (
                <Button size="small" onClick={() => setIntoOther(!intoOther)}>
                  <ArrowLeftRight /> Keep the other
                </Button>
              ) : null}
            </div>
          </section>
        ) : null}
        <ErrorNote error={error ?? others.find((query) => query.error)?.error ?? null} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isPending || goes.length === 0 || known.length < chosen.length} onClick={() => mutate()}>
          {goes.length > 1 ? `Merge ${goes.length} ${many}` : `Merge ${one}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** One that will be gone afterwards, and what of it moves. */
function Going({ kind, entity, into }: { kind: NamedKind; entity: Entity; into: Entity }) {
  const moves = [
    ...usesOf(kind, entity),
    ...(entity.pictures.length > 0 ? [plural(entity.pictures.length, 'picture')] : []),
    ...(entity.urls.length > 0 ? [plural(entity.urls.length, 'link')] : []),
  ];
  return (
    <li className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
      <EntityImage kind={kind} url={entity.imageUrl} className="row-span-2 size-10" />
      <p className="truncate font-medium">{entity.name}</p>
      <p className="text-muted">
        {moves.length > 0 ? `${listed(moves)} move; ` : ''}
        the name becomes an alias of {into.name}
        {entity.details && into.details ? '; its details give way to those of the other' : ''}.
      </p>
    </li>
  );
}
