'use client';

import { FolderPlus } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { useMay } from '@/lib/session';

/** What to do next in an empty library, for those who may. */
export const AddFolder = () =>
  useMay('admin') ? (
    <ButtonLink look="primary" href="/libraries?add=true">
      <FolderPlus /> Add a folder
    </ButtonLink>
  ) : null;
