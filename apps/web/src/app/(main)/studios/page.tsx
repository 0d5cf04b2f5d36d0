import type { Metadata } from 'next';
import { Studios } from './studios';

export const metadata: Metadata = { title: 'Studios' };

export default function StudiosPage() {
  return <Studios />;
}
