'use client';

import { roleIncludes, type Role, type User } from '@reelm/contracts';
import { createContext, use, type ReactNode } from 'react';

const Context = createContext<User | null>(null);

export const SessionProvider = ({ user, children }: { user: User; children: ReactNode }) => <Context value={user}>{children}</Context>;

/** Who is signed in. Only for what is shown behind the sign-in. */
export function useUser(): User {
  const user = use(Context);
  if (!user) throw new Error('useUser needs a SessionProvider above it');
  return user;
}

/** Whether the signed-in user may do what needs this role. */
export const useMay = (role: Role): boolean => roleIncludes(useUser().role, role);
