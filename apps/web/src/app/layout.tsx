import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { preferencesCookie, readPreferences } from '@/lib/preferences';
import { Providers } from './providers';

export const metadata: Metadata = {
  title: { default: 'Reelm', template: '%s · Reelm' },
  description: 'Your own video library',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover', colorScheme: 'dark light' };

/** Reads the cookie on the server, so the first paint has the right theme; this also makes every page dynamic, which its nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const preferences = readPreferences((await cookies()).get(preferencesCookie)?.value);
  return (
    <html lang="en" data-theme={preferences.theme} data-blur={preferences.blur}>
      <body>
        <Providers preferences={preferences}>{children}</Providers>
      </body>
    </html>
  );
}
