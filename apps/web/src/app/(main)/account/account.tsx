'use client';

import { AccountPage } from '@/features/account/components/account-page';
import { useSignOut } from '@/features/session/hooks/use-session';

/** Brings the account and the session together; features do not know each other. */
export function Account() {
  const signOut = useSignOut();
  return <AccountPage onSignOutEverywhere={() => signOut.mutate(true)} />;
}
