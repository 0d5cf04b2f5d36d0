import { Suspense, type ReactNode } from 'react';
import { SessionGate } from '@/features/session/components/session-gate';
import { SettingsSource } from '@/features/settings/components/settings-source';
import { LiveProvider } from '@/lib/live';
import { CommandsProvider } from './_shell/commands';
import { Shell } from './_shell/shell';

export default function MainLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <SettingsSource>
        <LiveProvider>
          <Suspense>
            <CommandsProvider>
              <Shell>{children}</Shell>
            </CommandsProvider>
          </Suspense>
        </LiveProvider>
      </SettingsSource>
    </SessionGate>
  );
}
