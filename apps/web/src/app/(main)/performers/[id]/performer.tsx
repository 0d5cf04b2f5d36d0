'use client';

import { markerKind } from '@/features/markers/marker-kind';
import { PerformerPage } from '@/features/performers/components/performer-page';
import { videoKind } from '@/features/videos/video-kind';

export const Performer = ({ id }: { id: string }) => <PerformerPage id={id} videos={videoKind} markers={markerKind} />;
