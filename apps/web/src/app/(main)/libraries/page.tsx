import type { Metadata } from 'next';
import { LibrariesPage } from '@/features/libraries/components/libraries-page';

export const metadata: Metadata = { title: 'Libraries' };

export default function Libraries() {
  return <LibrariesPage />;
}
