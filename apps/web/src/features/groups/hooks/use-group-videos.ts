'use client';

import { entityHttp, type GroupVideo } from '@reelm/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api';
import { showToast, toastError } from '@/lib/toast';

const keyOf = (id: string) => ['videos', 'list', 'group', id] as const;

/** The videos of a group in its order, and how to put them in another one. */
export function useGroupVideos(id: string) {
  const client = useQueryClient();
  const key = keyOf(id);
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await call(entityHttp.groupVideos, { params: { id } }, { signal })).items,
  });
  const arrange = useMutation({
    mutationFn: async (videos: readonly GroupVideo[]) =>
      (await call(entityHttp.arrangeGroupVideos, { params: { id }, body: { ids: videos.map(({ video }) => video.id) } })).items,
    scope: { id: `group-videos-${id}` },
    onMutate: async (videos) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<GroupVideo[]>(key);
      client.setQueryData<GroupVideo[]>(
        key,
        videos.map(({ video }, at) => ({ video, place: at + 1 })),
      );
      return { before };
    },
    onSuccess: (saved, _, { before }) => {
      client.setQueryData<GroupVideo[]>(key, saved);
      showToast({
        kind: 'good',
        message: 'Order saved',
        ...(before ? { action: { label: 'Undo', run: () => arrange.mutate(before) } } : {}),
      });
    },
    onError: (error, _, context) => {
      if (context?.before) client.setQueryData<GroupVideo[]>(key, context.before);
      toastError('The order was not saved')(error);
      void client.invalidateQueries({ queryKey: key });
    },
  });
  return { ...query, arrange: arrange.mutate };
}
