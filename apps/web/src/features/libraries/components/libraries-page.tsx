'use client';

import { FolderOpen, FolderPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, SkeletonRows } from '@/components/states';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/session';
import { useAddress } from '@/lib/use-address';
import { useLibraries } from '../hooks/use-libraries';
import { LibraryCard } from './library-card';

const LibraryDialog = dynamic(() => import('./library-form').then((module) => module.LibraryDialog), { ssr: false });

export function LibrariesPage() {
  const { data, error, isPending, refetch } = useLibraries();
  const mayAdd = useMay('admin');
  const [address, setAddress] = useAddress();
  const adding = address.get('add') === 'true';
  const setAdding = (open: boolean): void => setAddress({ add: open ? 'true' : null });
  const add = mayAdd ? (
    <Button look="primary" onClick={() => setAdding(true)}>
      <FolderPlus /> Add library
    </Button>
  ) : null;
  const libraries = data?.items.filter((library) => library.state !== 'removed') ?? [];
  const empty = data !== undefined && libraries.length === 0;
  return (
    <Page title="Libraries" intro="The folders on the server whose videos are shown." actions={empty ? null : add}>
      {isPending ? <SkeletonRows rows={2} label="Loading libraries" className="h-28" /> : null}
      {error ? <ErrorState error={error} retry={() => void refetch()} title="The libraries could not be loaded" /> : null}
      {empty ? (
        <EmptyState icon={FolderOpen} title="No folders yet" action={add}>
          <p>
            {mayAdd
              ? 'Add the folder that holds your videos. Reelm looks through it and shows what it finds; the files stay as they are.'
              : 'An administrator can add the folders that hold the videos.'}
          </p>
        </EmptyState>
      ) : null}
      <ul className="grid gap-3" aria-label="Libraries">
        {libraries.map((library) => (
          <li key={library.id}>
            <LibraryCard library={library} />
          </li>
        ))}
      </ul>
      {mayAdd && adding ? <LibraryDialog open onOpenChange={setAdding} /> : null}
    </Page>
  );
}
