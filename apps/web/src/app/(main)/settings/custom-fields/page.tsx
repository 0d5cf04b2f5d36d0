import type { Metadata } from 'next';
import { CustomFieldsPage } from '@/features/custom-fields/components/custom-fields-page';

export const metadata: Metadata = { title: 'Own fields' };

export default function OwnFieldsPage() {
  return <CustomFieldsPage />;
}
