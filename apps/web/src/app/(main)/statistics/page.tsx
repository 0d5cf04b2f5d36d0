import type { Metadata } from 'next';
import { StatisticsPage } from '@/features/statistics/components/statistics-page';

export const metadata: Metadata = { title: 'Statistics' };

export default function Statistics() {
  return <StatisticsPage />;
}
