'use client';

import { LogOut } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Card, Page } from '@/components/page';
import { Button } from '@/components/ui/button';
import { useUser } from '@/lib/session';
import { ApiKeys } from './api-keys';
import { MediaTokens } from './media-tokens';

const PasswordForm = dynamic(() => import('./password-form').then((module) => module.PasswordForm));

/** `onSignOutEverywhere` belongs to the session, which is another feature. */
export function AccountPage({ onSignOutEverywhere }: { onSignOutEverywhere: () => void }) {
  const user = useUser();
  return (
    <Page title="Account" intro={`Signed in as ${user.username}, ${user.role}.`}>
      <div className="grid gap-4">
        <PasswordForm />
        <ApiKeys />
        <MediaTokens />
        <Card label="Sessions" className="flex flex-wrap items-center justify-between gap-4 p-4 sm:p-5">
          <div>
            <h2 className="font-semibold">Sessions</h2>
            <p className="mt-0.5 text-sm text-muted">
              Ends every session of yours, on this device and all others. API keys and links for other players go on working.
            </p>
          </div>
          <Button look="danger" onClick={onSignOutEverywhere}>
            <LogOut /> Sign out everywhere
          </Button>
        </Card>
      </div>
    </Page>
  );
}
