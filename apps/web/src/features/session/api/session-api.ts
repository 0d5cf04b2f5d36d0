import { http, type BodyOf } from '@reelm/contracts';
import { call } from '@/lib/api';

export const sessionKeys = { user: ['session', 'user'] as const, setup: ['session', 'setup'] as const };

export const getUser = (signal?: AbortSignal) => call(http.currentUser, {}, { signal });
export const getSetupState = (signal?: AbortSignal) => call(http.setupState, {}, { signal });
export const signIn = (body: BodyOf<typeof http.signIn>) => call(http.signIn, { body });
export const setUp = (body: BodyOf<typeof http.setup>) => call(http.setup, { body });
export const signOut = (everywhere: boolean) => call(http.signOut, { query: everywhere ? { everywhere } : {} });
