import type { ReactNode } from 'react';

/** The quiet page around set-up and sign-in. */
export function EntryFrame({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-10">
      <header className="grid gap-4">
        <img src="/icon.svg" alt="" width={40} height={40} />
        <div className="grid gap-1.5">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {intro ? <p className="text-sm text-pretty text-muted">{intro}</p> : null}
        </div>
      </header>
      {children}
    </main>
  );
}
