import type { Metadata } from 'next';
import { TreePage } from '@/components/detail/tree-page';

export const metadata: Metadata = { title: 'Tree of studios' };

export default function StudiosTree() {
  return <TreePage kind="studio" />;
}
