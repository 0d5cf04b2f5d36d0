import type { Metadata } from 'next';
import { Markers } from './markers';

export const metadata: Metadata = { title: 'Markers' };

export default function MarkersPage() {
  return <Markers />;
}
