'use client';

import { FolderPlus } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/session';

/** The library is still empty: what to do next. */
export function NoVideos() {
  const mayAdd = useMay('admin');
  return (
    <EmptyState
      icon={FolderPlus}
      title="No videos yet"
      action={
        mayAdd ? (
          <Button asChild look="primary">
            <Link href="/libraries?add=true">Add a folder</Link>
          </Button>
        ) : null
      }
    >
      <p>
        {mayAdd
          ? 'Point Reelm at a folder with videos. They appear here while they are being looked at, and the files stay as they are.'
          : 'As soon as an administrator adds a folder, its videos appear here.'}
      </p>
    </EmptyState>
  );
}
