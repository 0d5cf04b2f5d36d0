'use client';

import { usePathname } from 'next/navigation';
import { useLayoutEffect, type ReactNode } from 'react';
import { useLiveLibraries } from '@/features/libraries/hooks/use-live-libraries';
import { useLiveLists } from '@/components/list/use-live-lists';
import { SearchSlotProvider } from '@/components/search-slot';
import { placeScroll } from '@/lib/scroll-memory';
import { ConnectionBanner } from './connection-banner';
import { BottomBar, Rail } from './navigation';
import { TopBar } from './top-bar';

/** Puts a page that was just opened where it belongs. It stands before the content, whose own effects may refine that. */
function StartOfPage() {
  const pathname = usePathname();
  useLayoutEffect(placeScroll, [pathname]);
  return null;
}

/** The frame around every page behind the sign-in. */
export function Shell({ children }: { children: ReactNode }) {
  useLiveLists();
  useLiveLibraries();
  return (
    <SearchSlotProvider>
      <div className="flex min-h-dvh">
        <a
          href="#content"
          className="sr-only z-60 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          To the content
        </a>
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar />
          <ConnectionBanner />
          <main id="content" tabIndex={-1} className="flex-1 outline-none max-sm:pb-[calc(3.75rem+env(safe-area-inset-bottom))]">
            <StartOfPage />
            {children}
          </main>
        </div>
        <BottomBar />
      </div>
    </SearchSlotProvider>
  );
}
