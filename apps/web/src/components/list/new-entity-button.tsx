'use client';

import { collections, type NamedKind } from '@reelm/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, type FormEvent } from 'react';
import { createEntity } from '@/components/entity-picker/create-entity';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { useMay } from '@/lib/session';
import { showToast } from '@/lib/toast';
import { refreshLists } from './list-data';

const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

/** Makes a new performer, studio, tag or group of which only the name is needed. */
export function NewEntityButton({ kind, look = 'plain' }: { kind: NamedKind; look?: 'plain' | 'primary' }) {
  const mayEdit = useMay('editor');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const { one } = entityKinds[kind];
  if (!mayEdit) return null;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    createEntity(kind, name.trim()).then(
      () => {
        setOpen(false);
        setName('');
        setProblem(undefined);
        showToast({ kind: 'good', message: `${name.trim()} added` });
        void refreshLists(client, collections[kind]);
      },
      (error: Error) => setProblem(error.message),
    );
  };
  return (
    <>
      <Button look={look} size="small" onClick={() => setOpen(true)} aria-label={`New ${one}`}>
        <Plus /> <span className={look === 'plain' ? 'max-lg:hidden' : undefined}>New {one}</span>
      </Button>
      {open ? (
        <Dialog open onOpenChange={setOpen} title={`New ${one}`}>
          <form onSubmit={save} className="grid gap-4">
            <TextField label="Name" required autoFocus value={name} error={problem} onChange={(event) => setName(event.target.value)} />
            <Button type="submit" look="primary" disabled={name.trim() === ''} className="justify-self-end">
              Add
            </Button>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
