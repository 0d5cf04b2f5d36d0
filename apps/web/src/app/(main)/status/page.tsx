import type { Metadata } from 'next';
import { StatusPage } from '@/features/status/components/status-page';

export const metadata: Metadata = { title: 'Status' };

export default function Status() {
  return <StatusPage />;
}
