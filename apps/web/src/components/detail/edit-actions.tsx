'use client';

import { Ellipsis, Merge, Pencil, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { MenuButton, type MenuEntry } from '@/components/ui/menu-button';

type Dialog = (close: () => void) => ReactNode;

interface EditActionsProps {
  edit: Dialog;
  merge: Dialog;
  /** Left out where it cannot be deleted by itself. */
  remove?: Dialog | undefined;
  /** What else can be done, above the others. */
  more?: readonly MenuEntry[];
}

/** What editors can do with a thing as a whole: its form, and a menu of what is rarer. */
export function EditActions({ more = [], ...dialogs }: EditActionsProps) {
  const [open, setOpen] = useState<keyof typeof dialogs | null>(null);
  return (
    <>
      <Button onClick={() => setOpen('edit')}>
        <Pencil /> Edit
      </Button>
      <MenuButton
        label="More actions"
        className="grid size-9 place-items-center rounded-md border border-line bg-raised text-ink hover:border-edge/70 pointer-coarse:size-11"
        items={[
          ...more,
          { label: 'Merge with others …', icon: <Merge />, onSelect: () => setOpen('merge') },
          ...(dialogs.remove ? [{ label: 'Delete …', icon: <Trash2 />, danger: true, onSelect: () => setOpen('remove') }] : []),
        ]}
      >
        <Ellipsis className="size-4.5" aria-hidden />
      </MenuButton>
      {open ? dialogs[open]?.(() => setOpen(null)) : null}
    </>
  );
}
