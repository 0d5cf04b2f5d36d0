import type { Metadata } from 'next';
import { PlaylistsPage } from '@/features/playlists/components/playlists-page';

export const metadata: Metadata = { title: 'Playlists' };

export default function Playlists() {
  return <PlaylistsPage />;
}
