'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toastError } from '@/lib/toast';
import type { Item } from './kind';
import { patchItems } from './list-data';

/** The heart on the cards of a kind: it shows at once, and no version is sent, since it overwrites nothing but itself. */
export function useFavourite(key: string, save: (id: string, favourite: boolean) => Promise<unknown>) {
  const client = useQueryClient();
  const show = (id: string, favourite: boolean): void =>
    patchItems<Item & { favourite: boolean }>(client, key, id, (item) => ({ ...item, favourite }));
  const { mutate } = useMutation({
    mutationFn: ({ id, favourite }: { id: string; favourite: boolean }) => save(id, favourite),
    onMutate: ({ id, favourite }) => show(id, favourite),
    onError: (error, { id, favourite }) => {
      show(id, !favourite);
      toastError('Not saved')(error);
    },
  });
  return mutate;
}
