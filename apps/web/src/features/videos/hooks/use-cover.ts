'use client';

import type { Video } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast, toastError } from '@/lib/toast';
import { resetCover, setCover, takeCover } from '../api/videos-api';
import { storeVideo } from './video-cache';

type Choice = { picture: Blob } | { seconds: number } | 'automatic';

const save = (id: string, choice: Choice): Promise<Video> => {
  if (choice === 'automatic') return resetCover(id);
  return 'picture' in choice ? setCover(id, choice.picture) : takeCover(id, choice.seconds);
};

/** Chooses the cover of a video; every list that shows it has the new one at once. */
export function useCover(id: string) {
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (choice: Choice) => save(id, choice),
    onSuccess: (video, choice) => {
      storeVideo(client, video);
      showToast({ kind: 'good', message: choice === 'automatic' ? 'Reelm chose the cover' : 'Cover changed' });
    },
    onError: toastError('The cover was not changed'),
  });
  return { choose: mutate, isSaving: isPending };
}
