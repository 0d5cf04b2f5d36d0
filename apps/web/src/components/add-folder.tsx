'use client';

import { FolderPlus } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { useMay } from '@/lib/session';

/** What to do next in an empty library, for those who may. */
export const AddFolder = () =>
  useMay('admin') ? (
    <Button asChild look="primary">
      <Link href="/libraries?add=true">
        <FolderPlus /> Add a folder
      </Link>
    </Button>
  ) : null;
