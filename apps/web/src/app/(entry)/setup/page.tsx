import type { Metadata } from 'next';
import { Suspense } from 'react';
import { SetUp } from '@/features/session/components/setup-form';

export const metadata: Metadata = { title: 'Set up' };

export default function SetupPage() {
  return (
    <Suspense>
      <SetUp />
    </Suspense>
  );
}
