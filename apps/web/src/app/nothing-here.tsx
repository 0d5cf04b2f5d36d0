'use client';

import { Compass } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';

export function NothingHere() {
  return (
    <main>
      <EmptyState
        page
        icon={Compass}
        title="There is nothing at this address"
        action={
          <Button asChild look="primary">
            <Link href="/videos">Go to your videos</Link>
          </Button>
        }
      />
    </main>
  );
}
