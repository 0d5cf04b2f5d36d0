import type { Metadata } from 'next';
import { StashBoxesPage } from '@/features/stash-boxes/components/stash-boxes-page';

export const metadata: Metadata = { title: 'Stash-boxes' };

export default function StashBoxes() {
  return <StashBoxesPage />;
}
