import { Suspense, type ReactNode } from 'react';
import { SessionGate } from '@/features/session/components/session-gate';
import { LiveProvider } from '@/lib/live';
import { Shell } from './_shell/shell';

export default function MainLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <LiveProvider>
        <Suspense>
          <Shell>{children}</Shell>
        </Suspense>
      </LiveProvider>
    </SessionGate>
  );
}
