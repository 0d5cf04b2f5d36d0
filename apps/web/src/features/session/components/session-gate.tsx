'use client';

import { useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { ErrorState } from '@/components/states';
import { hasCode } from '@/lib/api';
import { signInAddress } from '@/lib/return-address';
import { SessionProvider } from '@/lib/session';
import { useCurrentUser } from '../hooks/use-session';

/** Lets signed-in users through. Others go to the sign-in page, which sends them on to set-up where that is still to be done. */
export function SessionGate({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { data: user, error, refetch } = useCurrentUser();
  const signedOut = hasCode(error, 'auth.required', 'auth.key_invalid', 'setup.required');
  useEffect(() => {
    if (signedOut) router.replace(signInAddress(window.location) + window.location.hash);
  }, [signedOut, router]);

  if (user) return <SessionProvider user={user}>{children}</SessionProvider>;
  if (error && !signedOut)
    return (
      <main>
        <ErrorState page error={error} retry={() => void refetch()} title="Reelm does not answer" />
      </main>
    );
  return (
    <p className="sr-only" role="status">
      Opening Reelm…
    </p>
  );
}
