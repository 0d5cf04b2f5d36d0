import type { Metadata } from 'next';
import { SuggestionsPage } from '@/features/suggestions/components/suggestions-page';

export const metadata: Metadata = { title: 'Suggestions' };

export default function Suggestions() {
  return <SuggestionsPage />;
}
