'use client';

import { videoLists, type VideoCard as VideoCardData } from '@reelm/contracts';
import { Clapperboard } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ListKind } from '@/components/list/kind';
import { call } from '@/lib/api';
import { videoKeys } from './api/videos-api';
import { VideoListActions } from './components/list-actions';
import { NoVideos } from './components/no-videos';
import { VideoCard, VideoPreview } from './components/video-card';
import { prefetchVideo } from './hooks/use-video';

const VideoSelectionActions = dynamic(() => import('./components/selection-actions').then((module) => module.VideoSelectionActions), {
  ssr: false,
});

export const videoKind: ListKind<VideoCardData> = {
  kind: 'video',
  one: 'video',
  many: 'videos',
  icon: Clapperboard,
  key: videoKeys.all,
  list: (query, signal) => call(videoLists.list, { query }, { signal }),
  facets: (q, signal) => call(videoLists.facets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(videoLists.buckets, { query }, { signal }),
  sort: '-added',
  hrefOf: (video) => `/videos/${video.id}`,
  shape: { ratio: 16 / 9, width: 232, text: { full: 92, title: 30 } },
  Card: VideoCard,
  Preview: VideoPreview,
  columns: () => import('./video-columns').then((module) => module.videoColumns),
  Empty: NoVideos,
  prepare: (client, { id }) => void prefetchVideo(client, id),
  ListActions: VideoListActions,
  SelectionActions: VideoSelectionActions,
};
