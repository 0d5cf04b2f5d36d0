import type { EntityKind } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { EmptyState } from '@/components/states';

/** A part of a page has nothing to show yet: why, and what to do. */
export const NothingIn = ({ kind, children }: { kind: EntityKind; children: ReactNode }) => (
  <EmptyState icon={entityKinds[kind].icon} title={`No ${entityKinds[kind].many} yet`}>
    <p>{children}</p>
  </EmptyState>
);
