import { z } from 'zod';
import { Password, User, Username } from '../entities/user.js';
import { endpoint, everybody, ownSession, viewer } from './endpoint.js';

/** Setting up, signing in and out. */
export const sessionHttp = {
  setupState: endpoint('GET', '/api/setup', everybody, 'Whether the first administrator is still to be made', {
    response: z.object({ required: z.boolean() }),
  }),
  setup: endpoint('POST', '/api/setup', everybody, 'Make the first administrator and sign in', {
    body: z.object({ token: z.string().min(1).max(200), username: Username, password: Password }),
    response: User,
    status: 201,
    secret: true,
  }),
  signIn: endpoint('POST', '/api/session', everybody, 'Sign in', {
    body: z.object({ username: z.string().max(64), password: z.string().max(256) }),
    response: User,
    secret: true,
  }),
  currentUser: endpoint('GET', '/api/session', viewer, 'Who is signed in', { response: User }),
  signOut: endpoint('DELETE', '/api/session', ownSession, 'Sign out; `everywhere` ends all sessions of this user', {
    query: z.object({ everywhere: z.stringbool().default(false) }),
    status: 204,
  }),
  changePassword: endpoint('POST', '/api/session/password', ownSession, 'Change the own password; other sessions end', {
    body: z.object({ currentPassword: z.string().max(256), newPassword: Password }),
    status: 204,
    secret: true,
  }),
} as const;
