'use client';

import { Layers } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SelectionActionsProps } from '@/components/list/kind';
import { targetOf } from '@/components/list/selection';
import { Button } from '@/components/ui/button';
import { plural } from '@/lib/format';
import { useMay } from '@/lib/session';

const GenerateDialog = dynamic(() => import('./generate-dialog').then((module) => module.GenerateDialog), { ssr: false });

/** Has artifacts of all that is chosen made. */
export function GenerateActions({ kind, selection, q, count, clear }: SelectionActionsProps) {
  const mayEdit = useMay('editor');
  const [open, setOpen] = useState(false);
  if (!mayEdit) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Layers /> Make
      </Button>
      {open ? (
        <GenerateDialog
          of={count === null ? `all ${kind.many} that match` : plural(count, kind.one, kind.many)}
          target={targetOf(selection, q)}
          onStarted={clear}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
