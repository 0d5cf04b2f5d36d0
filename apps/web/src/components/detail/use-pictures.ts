'use client';

import type { NamedKind, Picture } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { detailKey } from '@/components/edit/use-edit';
import { addPicture, arrangePictures, keyOf, removePicture, type Entity } from '@/components/entity-api';
import { refreshLists } from '@/components/list/list-data';
import { showToast, toastError } from '@/lib/toast';

/** What the server takes. */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'];

const isPicture = (file: File): boolean => pictureTypes.includes(file.type);

/** Adding, ordering and deleting the pictures of an entity. */
export function usePictures(kind: NamedKind, entity: Entity) {
  const client = useQueryClient();
  const key = keyOf(kind);
  const place = detailKey(key, entity.id);
  const show = (pictures: readonly Picture[]): void => {
    client.setQueryData<Entity>(place, (now) => now && { ...now, pictures: [...pictures], imageUrl: pictures[0]?.url ?? null });
  };
  const refresh = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: place });
    void refreshLists(client, key);
  };
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) await addPicture(kind, entity.id, file);
      return files.length;
    },
    onSuccess: (count) => showToast({ kind: 'good', message: count === 1 ? 'Picture added' : `${count} pictures added` }),
    onError: toastError('The picture was not added'),
    onSettled: refresh,
  });
  const arrange = useMutation({
    mutationFn: (pictures: readonly Picture[]) =>
      arrangePictures(
        kind,
        entity.id,
        pictures.map(({ id }) => id),
      ),
    onMutate: (pictures) => {
      show(pictures);
      return { before: entity.pictures };
    },
    onSuccess: (_, __, { before }) =>
      showToast({ kind: 'good', message: 'Pictures put in order', action: { label: 'Undo', run: () => arrange.mutate(before) } }),
    onError: (error, _, context) => {
      if (context) show(context.before);
      toastError('Not saved')(error);
    },
    onSettled: refresh,
  });
  const remove = useMutation({ mutationFn: (picture: Picture) => removePicture(picture.id), onSettled: refresh });
  const upload = (files: readonly File[]): void => {
    const good = files.filter(isPicture);
    if (good.length < files.length)
      showToast({ kind: 'bad', message: 'That is no picture Reelm takes', detail: 'Use JPEG, PNG, WebP or AVIF.' });
    if (good.length > 0) add.mutate(good);
  };
  return { upload, uploading: add.isPending, arrange: arrange.mutate, remove };
}
