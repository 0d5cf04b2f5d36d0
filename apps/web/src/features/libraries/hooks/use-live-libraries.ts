'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useLiveEvent } from '@/lib/live';
import { libraryKeys } from '../api/library-keys';

/** Lets the list follow scans and disks that come and go. */
export function useLiveLibraries(): void {
  const client = useQueryClient();
  useLiveEvent('libraries', () => void client.invalidateQueries({ queryKey: libraryKeys.all }));
}
