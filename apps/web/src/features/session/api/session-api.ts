import { type BodyOf, sessionHttp } from '@reelm/contracts';
import { call } from '@/lib/api';

export const sessionKeys = { user: ['session', 'user'] as const, setup: ['session', 'setup'] as const };

export const getUser = (signal?: AbortSignal) => call(sessionHttp.currentUser, {}, { signal });
export const getSetupState = (signal?: AbortSignal) => call(sessionHttp.setupState, {}, { signal });
export const signIn = (body: BodyOf<typeof sessionHttp.signIn>) => call(sessionHttp.signIn, { body });
export const setUp = (body: BodyOf<typeof sessionHttp.setup>) => call(sessionHttp.setup, { body });
export const signOut = (everywhere: boolean) => call(sessionHttp.signOut, { query: everywhere ? { everywhere } : {} });
