'use client';

import dynamic from 'next/dynamic';

// Every page carries its error page; what that shows is loaded when there is an error.
const ErrorState = dynamic(() => import('@/components/states').then((module) => module.ErrorState));

/** A fault in a page itself; the rest of the app stays usable. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <ErrorState page error={error} retry={reset} title="This page stumbled" />;
}
