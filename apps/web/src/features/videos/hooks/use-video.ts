'use client';

import { useMutation, useQuery, type QueryClient } from '@tanstack/react-query';
import { saveFavourite } from '@/components/list/favourite';
import { showToast, toastError } from '@/lib/toast';
import { analyzeVideo, getVideo, updateVideo, videoKeys } from '../api/videos-api';
import { storeVideo } from './video-cache';

export const useVideo = (id: string) => useQuery({ queryKey: videoKeys.detail(id), queryFn: ({ signal }) => getVideo(id, signal) });

export const prefetchVideo = (client: QueryClient, id: string): Promise<void> =>
  client.prefetchQuery({ queryKey: videoKeys.detail(id), queryFn: ({ signal }) => getVideo(id, signal), staleTime: 30_000 });

/** The heart on a card. */
export const favourVideo = (client: QueryClient, id: string, favourite: boolean): void =>
  saveFavourite(client, videoKeys.all, id, favourite, async () => storeVideo(client, await updateVideo(id, { favourite })));

export const useAnalyzeVideo = () =>
  useMutation({
    mutationFn: analyzeVideo,
    onSuccess: () => showToast({ kind: 'good', message: 'Covers and previews are being made again' }),
    onError: toastError('Not started'),
  });
