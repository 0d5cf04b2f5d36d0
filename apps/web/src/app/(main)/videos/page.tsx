import type { Metadata } from 'next';
import { VideoLibrary } from '@/features/videos/components/video-library';

export const metadata: Metadata = { title: 'Videos' };

export default function VideosPage() {
  return <VideoLibrary />;
}
