'use client';

import dynamic from 'next/dynamic';

// Every page carries this one, too; see error.tsx.
const NothingHere = dynamic(() => import('./nothing-here').then((module) => module.NothingHere));

export default function NotFound() {
  return <NothingHere />;
}
