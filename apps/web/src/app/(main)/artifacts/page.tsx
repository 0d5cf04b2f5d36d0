import type { Metadata } from 'next';
import { ArtifactsPage } from '@/features/artifacts/components/artifacts-page';

export const metadata: Metadata = { title: 'Artifacts' };

export default function Artifacts() {
  return <ArtifactsPage />;
}
