'use client';

import { markerKind } from '@/features/markers/marker-kind';
import { performerKind } from '@/features/performers/performer-kind';
import { TagPage } from '@/features/tags/components/tag-page';
import { videoKind } from '@/features/videos/video-kind';

export const Tag = ({ id }: { id: string }) => <TagPage id={id} videos={videoKind} performers={performerKind} markers={markerKind} />;
