'use client';

import { ErrorState } from '@/components/states';

/** A fault in a page itself; the rest of the app stays usable. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <ErrorState page error={error} retry={reset} title="This page stumbled" />;
}
