import type { Metadata } from 'next';
import { TreePage } from '@/components/detail/tree-page';

export const metadata: Metadata = { title: 'Tree of tags' };

export default function TagsTree() {
  return <TreePage kind="tag" />;
}
