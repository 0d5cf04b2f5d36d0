'use client';

import { FolderPlus } from 'lucide-react';
import { AddFolder } from '@/components/add-folder';
import { EmptyState } from '@/components/states';
import { useMay } from '@/lib/session';

/** The library is still empty: what to do next. */
export function NoVideos() {
  const mayAdd = useMay('admin');
  return (
    <EmptyState icon={FolderPlus} title="No videos yet" action={<AddFolder />}>
      <p>
        {mayAdd
          ? 'Point Reelm at a folder with videos. They appear here while they are being looked at, and the files stay as they are.'
          : 'As soon as an administrator adds a folder, its videos appear here.'}
      </p>
    </EmptyState>
  );
}
