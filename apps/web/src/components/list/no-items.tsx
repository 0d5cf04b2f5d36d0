'use client';

import type { NamedKind } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EmptyState } from '@/components/states';
import { useMay } from '@/lib/session';
import { NewEntityButton } from './new-entity-button';

/** The library has none of this kind yet: what they are for, and the button that makes one. */
export function NoItems({ kind, children }: { kind: NamedKind; children: ReactNode }) {
  const mayEdit = useMay('editor');
  const { many, icon } = entityKinds[kind];
  return (
    <EmptyState icon={icon} title={`No ${many} yet`} action={<NewEntityButton kind={kind} look="primary" />}>
      <p>{children}</p>
      {mayEdit ? null : <p>Somebody with the role editor can add them.</p>}
    </EmptyState>
  );
}
