'use client';

import { StudioPage } from '@/features/studios/components/studio-page';
import { videoKind } from '@/features/videos/video-kind';

export const Studio = ({ id }: { id: string }) => <StudioPage id={id} videos={videoKind} />;
