'use client';

import '@/lib/no-eval';
import { QueryClientProvider } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Toaster } from '@/components/ui/toaster';
import { PreferencesProvider } from '@/lib/use-preferences';
import type { Preferences } from '@/lib/preferences';
import { createQueryClient } from '@/lib/query';
import { startScrollMemory } from '@/lib/scroll-memory';
import { adoptNonce } from '@/lib/style-nonce';
import { signInAddress } from '@/lib/return-address';

if (typeof window !== 'undefined') {
  adoptNonce();
  startScrollMemory();
}

export function Providers({ preferences, children }: { preferences: Preferences; children: ReactNode }) {
  const router = useRouter();
  const [client] = useState(() => createQueryClient(() => router.replace(signInAddress(window.location))));
  return (
    <QueryClientProvider client={client}>
      <PreferencesProvider initial={preferences}>
        {children}
        <Toaster />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}
