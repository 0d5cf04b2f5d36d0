import type { Metadata } from 'next';
import { Performers } from './performers';

export const metadata: Metadata = { title: 'Performers' };

export default function PerformersPage() {
  return <Performers />;
}
