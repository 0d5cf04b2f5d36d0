'use client';

import { Compass } from 'lucide-react';
import { EmptyState } from '@/components/states';
import { ButtonLink } from '@/components/ui/button';

export function NothingHere() {
  return (
    <main>
      <EmptyState
        page
        icon={Compass}
        title="There is nothing at this address"
        action={
          <ButtonLink look="primary" href="/videos">
            Go to your videos
          </ButtonLink>
        }
      />
    </main>
  );
}
