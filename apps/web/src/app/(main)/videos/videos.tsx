'use client';

import { ListPage } from '@/components/list/list-page';
import { videoKind } from '@/features/videos/video-kind';

export const Videos = () => <ListPage kind={videoKind} />;
