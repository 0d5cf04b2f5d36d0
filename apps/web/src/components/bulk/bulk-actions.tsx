'use client';

import { Pencil } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { SelectionActionsProps } from '@/components/list/kind';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/session';

const BulkEditor = dynamic(() => import('./bulk-editor').then((module) => module.BulkEditor), { ssr: false });

/** What an editor can do with all that is chosen. */
export function BulkActions(props: SelectionActionsProps) {
  const mayEdit = useMay('editor');
  const [open, setOpen] = useState(false);
  if (!mayEdit) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} aria-haspopup="dialog">
        <Pencil /> Edit
      </Button>
      {open ? <BulkEditor {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
