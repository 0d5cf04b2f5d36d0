'use client';

import type { StudioCard, TagCard } from '@reelm/contracts';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight, CornerLeftUp, Ellipsis, GripVertical, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { createContext, use, useMemo, useState, type DragEvent } from 'react';
import { entityAddress } from '@/lib/addresses';
import { EntityImage } from '@/components/entity-picker/entity-image';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import { cn } from '@/lib/cn';
import { formatCount, plural } from '@/lib/format';
import { useMay } from '@/lib/session';
import { NothingIn } from './nothing-in';
import { entityQuery } from './use-entity';
import { useMove, type TreeEntity, type TreeKind } from './use-move';

const CreateDialog = dynamic(() => import('@/components/entity-form/entity-dialogs').then((module) => module.CreateDialog), { ssr: false });
const MoveDialog = dynamic(() => import('./move-dialog').then((module) => module.MoveDialog), { ssr: false });

export type TreeCard = StudioCard | TagCard;

interface Dragged {
  id: string;
  name: string;
  from: string | null;
}

interface TreeControl {
  kind: TreeKind;
  mayEdit: boolean;
  dragged: Dragged | null;
  drag: (dragged: Dragged | null) => void;
  /** Drops what is dragged onto this one. */
  drop: (to: { id: string; name: string }) => void;
}

const Context = createContext<TreeControl | null>(null);

function useTree(): TreeControl {
  const tree = use(Context);
  if (!tree) throw new Error('a node needs a tree around it');
  return tree;
}

/** So many of a level tell at once what stands below them; a longer level tells when it is unfolded. */
const mostCounted = 60;

/** What stands below a studio or tag, level by level, with the videos of each and of all below it. */
export function Tree({ kind, entity }: { kind: TreeKind; entity: TreeEntity }) {
  const mayEdit = useMay('editor');
  const [creating, setCreating] = useState(false);
  const { one, many } = entityKinds[kind];
  return (
    <>
      <div className="grid max-w-4xl gap-3 px-4 pt-4 sm:px-6">
        {mayEdit ? (
          <Button size="small" className="justify-self-start" onClick={() => setCreating(true)}>
            <Plus /> New {one} below
          </Button>
        ) : null}
        {entity.children.length === 0 ? (
          <NothingIn kind={kind}>
            Nothing stands below {entity.name}. A search for it finds what {many} below it have as well.
          </NothingIn>
        ) : (
          <TreeRows kind={kind} cards={entity.children} parent={entity} label={`Below ${entity.name}`} />
        )}
      </div>
      {creating ? (
        <CreateDialog
          kind={kind}
          initial={kind === 'tag' ? { parents: [entity] } : { parent: entity }}
          onClose={() => setCreating(false)}
        />
      ) : null}
    </>
  );
}

/** The rows of a tree, folded up. Editors move one by dragging or by its menu. */
export function TreeRows({ kind, ...level }: LevelProps & { kind: TreeKind }) {
  const mayEdit = useMay('editor');
  const [dragged, drag] = useState<Dragged | null>(null);
  const { mutate } = useMove(kind);
  const control = useMemo<TreeControl>(
    () => ({
      kind,
      mayEdit,
      dragged,
      drag,
      drop: (to) => {
        if (dragged && dragged.id !== to.id && dragged.from !== to.id) mutate({ ...dragged, to });
        drag(null);
      },
    }),
    [kind, mayEdit, dragged, mutate],
  );
  return (
    <Context value={control}>
      {mayEdit ? <p className="text-[0.8125rem] text-muted pointer-coarse:hidden">Drag a row onto another to move it there.</p> : null}
      <Level {...level} />
    </Context>
  );
}

interface LevelProps {
  cards: readonly TreeCard[];
  /** Below which they stand; null at the top. */
  parent: { id: string; name: string } | null;
  label: string;
  className?: string;
}

const Level = ({ cards, parent, label, className }: LevelProps) => (
  <ul aria-label={label} className={cn('grid min-w-0', className)}>
    {cards.map((card, place) => (
      <Node key={card.id} card={card} parent={parent} eager={place < mostCounted} />
    ))}
  </ul>
);

function Node({ card, parent, eager }: { card: TreeCard; parent: LevelProps['parent']; eager: boolean }) {
  const { kind, mayEdit, dragged, drag, drop } = useTree();
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const [moving, setMoving] = useState(false);
  const mayHaveBelow = 'studios' in card && kind === 'studio' ? card.studios > 0 : true;
  const { data } = useQuery({ ...entityQuery(kind, card.id), enabled: mayHaveBelow && (eager || open) });
  const below = data?.children.length ?? ('parent' in card ? card.studios : null);
  const { mutate } = useMove(kind);
  const dragging = mayEdit
    ? {
        draggable: true,
        onDragStart: (event: DragEvent) => {
          event.stopPropagation();
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', card.name);
          drag({ id: card.id, name: card.name, from: parent?.id ?? null });
        },
        onDragEnd: () => drag(null),
        onDragOver: (event: DragEvent) => {
          if (!dragged || dragged.id === card.id) return;
          event.preventDefault();
          event.stopPropagation();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          drop(card);
        },
      }
    : {};
  return (
    <li className="min-w-0">
      <div
        {...dragging}
        className={cn(
          'group/node flex min-h-11 items-center gap-1 rounded-md pr-1 hover:bg-raised/70',
          over && 'bg-accent/14 outline-2 outline-accent',
          dragged?.id === card.id && 'opacity-40',
        )}
      >
        {mayEdit ? (
          <GripVertical
            className="size-4 shrink-0 cursor-grab text-edge opacity-0 group-hover/node:opacity-100 pointer-coarse:hidden"
            aria-hidden
          />
        ) : null}
        {below === null || below > 0 ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`What stands below ${card.name}`}
            onClick={() => setOpen(!open)}
            className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:text-ink pointer-coarse:size-11"
          >
            <ChevronRight className={cn('size-4 transition-transform', open && 'rotate-90')} aria-hidden />
          </button>
        ) : (
          <span className="w-8 shrink-0 pointer-coarse:w-11" />
        )}
        <Link
          href={entityAddress(kind, card.id)}
          draggable={false}
          className="flex min-w-0 items-center gap-2.5 rounded-md py-1.5 text-sm hover:text-accent"
        >
          <EntityImage kind={kind} url={card.imageUrl} className="size-7" />
          <span className="truncate font-medium">{card.name}</span>
        </Link>
        <p className="ml-auto shrink-0 pl-3 text-xs text-muted tabular-nums">
          {plural(card.videos, 'video')}
          {data && data.videosBelow !== card.videos ? (
            <span className="ml-2 rounded bg-raised px-1.5 py-0.5 text-ink" title="Together with all below it">
              {formatCount(data.videosBelow)}
              {'videosBelowExact' in data && !data.videosBelowExact ? '+' : ''} in all
            </span>
          ) : null}
        </p>
        {mayEdit ? (
          <MenuButton
            label={`Actions for ${card.name}`}
            className="grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-ink pointer-coarse:size-11"
            items={[{ label: 'Move …', icon: <CornerLeftUp />, onSelect: () => setMoving(true) }]}
          >
            <Ellipsis className="size-4" aria-hidden />
          </MenuButton>
        ) : null}
      </div>
      {open ? (
        data ? (
          <Level cards={data.children} parent={card} label={`Below ${card.name}`} className="ml-4 border-l border-line pl-2" />
        ) : (
          <Skeleton className="ml-12 h-9" />
        )
      ) : null}
      {moving ? (
        <MoveDialog
          kind={kind}
          name={card.name}
          onMove={(to) => mutate({ id: card.id, name: card.name, from: parent?.id ?? null, to })}
          onClose={() => setMoving(false)}
        />
      ) : null}
    </li>
  );
}
