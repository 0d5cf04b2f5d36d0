import type { Metadata } from 'next';
import { Videos } from './videos';

export const metadata: Metadata = { title: 'Videos' };

export default function VideosPage() {
  return <Videos />;
}
