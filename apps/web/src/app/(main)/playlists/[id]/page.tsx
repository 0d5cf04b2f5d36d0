import type { Metadata } from 'next';
import { PlaylistPage } from '@/features/playlists/components/playlist-page';

export const metadata: Metadata = { title: 'Playlist' };

export default async function OnePlaylistPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PlaylistPage id={id} />;
}
