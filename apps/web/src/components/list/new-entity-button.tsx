'use client';

import type { NamedKind } from '@reelm/contracts';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/session';

const CreateDialog = dynamic(() => import('@/components/entity-form/entity-dialogs').then((module) => module.CreateDialog), { ssr: false });

/** Makes a new performer, studio, tag or group. */
export function NewEntityButton({ kind, look = 'plain' }: { kind: NamedKind; look?: 'plain' | 'primary' }) {
  const mayEdit = useMay('editor');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { one } = entityKinds[kind];
  if (!mayEdit) return null;
  return (
    <>
      <Button look={look} size="small" onClick={() => setOpen(true)} aria-label={`New ${one}`}>
        <Plus /> <span className={look === 'plain' ? 'max-lg:hidden' : undefined}>New {one}</span>
      </Button>
      {open ? <CreateDialog kind={kind} onOpen={(address) => router.push(address)} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
