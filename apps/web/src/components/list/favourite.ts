import type { QueryClient } from '@tanstack/react-query';
import { toastError } from '@/lib/toast';
import type { Item } from './kind';
import { patchItems } from './list-data';

/**
 * The heart of a card: it shows at once, and no version is sent, since it overwrites nothing but itself. A function and not a mutation hook,
 * because a hook in each card makes scrolling slower.
 */
export function saveFavourite(client: QueryClient, key: string, id: string, favourite: boolean, save: () => Promise<unknown>): void {
  const show = (shown: boolean): void =>
    patchItems<Item & { favourite: boolean }>(client, key, id, (item) => ({ ...item, favourite: shown }));
  show(favourite);
  save().catch((error: Error) => {
    show(!favourite);
    toastError('Not saved')(error);
  });
}
