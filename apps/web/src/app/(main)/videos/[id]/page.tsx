import { VideoPage } from '@/features/videos/components/video-page';

export default async function OneVideoPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <VideoPage id={id} />;
}
