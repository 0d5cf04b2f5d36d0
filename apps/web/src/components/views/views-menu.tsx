'use client';

import type { EntityKind, SavedView } from '@reelm/contracts';
import { Check, House, PanelTop, Pencil, Pin, PinOff, Plus, Save, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu';
import { NameDialog } from './name-dialog';
import { useViewChanges } from './use-views';
import type { Look } from './view-model';

interface ViewsMenuProps {
  trigger: ReactNode;
  kind: EntityKind;
  views: readonly SavedView[];
  current: SavedView | null;
  look: Look;
  /** Whether the list differs from the current view. */
  changed: boolean;
  onChoose: (view: SavedView) => void;
  onCreated: (view: SavedView) => void;
}

/** The menu of a `ViewsButton`, open from the start. */
export function ViewsMenu({ trigger, kind, views, current, look, changed, onChoose, onCreated }: ViewsMenuProps) {
  const { create, update, remove } = useViewChanges();
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  const { many } = entityKinds[kind];
  const save = (name: string): void =>
    create.mutate(
      { kind, name, ...look },
      {
        onSuccess: (view) => {
          setNaming(null);
          onCreated(view);
        },
      },
    );
  const rename = (view: SavedView, name: string): void =>
    update.mutate({ id: view.id, body: { name }, done: `Now called “${name}”` }, { onSuccess: () => setNaming(null) });
  return (
    <>
      <Menu trigger={trigger} defaultOpen>
        <div className="max-h-[min(20rem,45dvh)] overflow-y-auto">
          {views.length === 0 ? <MenuLabel>No views of {many} yet</MenuLabel> : null}
          {views.map((view) => (
            <MenuItem key={view.id} onSelect={() => onChoose(view)}>
              <Check className={view.id === current?.id ? 'text-accent!' : 'invisible'} />
              <span className="mr-4 max-w-64 flex-1 truncate">{view.name}</span>
              {view.isDefault ? <PanelTop role="img" aria-label="Opens with the page" /> : null}
              {view.pinned ? <House role="img" aria-label="On the home page" /> : null}
            </MenuItem>
          ))}
        </div>
        <MenuLine />
        <MenuItem onSelect={() => setNaming('new')}>
          <Plus /> Save as a new view…
        </MenuItem>
        {current ? (
          <>
            {changed ? (
              <MenuItem onSelect={() => update.mutate({ id: current.id, body: look, done: `“${current.name}” saved` })}>
                <Save /> Save changes to “{shortened(current.name)}”
              </MenuItem>
            ) : null}
            <MenuLine />
            <MenuLabel>{shortened(current.name)}</MenuLabel>
            <MenuItem onSelect={() => setNaming('rename')}>
              <Pencil /> Rename…
            </MenuItem>
            <MenuItem
              onSelect={() =>
                update.mutate({
                  id: current.id,
                  body: { isDefault: !current.isDefault },
                  done: current.isDefault ? `${many} open as usual again` : `${many} open with “${current.name}”`,
                })
              }
            >
              <PanelTop /> {current.isDefault ? 'Do not open the page with it' : 'Open the page with it'}
            </MenuItem>
            <MenuItem
              onSelect={() =>
                update.mutate({
                  id: current.id,
                  body: { pinned: !current.pinned },
                  done: current.pinned ? 'Off the home page' : 'On the home page',
                })
              }
            >
              {current.pinned ? <PinOff /> : <Pin />} {current.pinned ? 'Take off the home page' : 'Pin to the home page'}
            </MenuItem>
            <MenuItem danger onSelect={() => remove.mutate(current)}>
              <Trash2 /> Delete
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {naming === 'new' ? (
        <NameDialog
          title="Save as a new view"
          action="Save"
          error={create.error}
          busy={create.isPending}
          onSave={save}
          onClose={() => setNaming(null)}
        />
      ) : null}
      {naming === 'rename' && current ? (
        <NameDialog
          title={`Rename “${current.name}”`}
          action="Rename"
          name={current.name}
          error={update.error}
          busy={update.isPending}
          onSave={(name) => rename(current, name)}
          onClose={() => setNaming(null)}
        />
      ) : null}
    </>
  );
}

const shortened = (name: string): string => (name.length > 28 ? `${name.slice(0, 27)}…` : name);
