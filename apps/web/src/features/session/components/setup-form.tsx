'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Password, Username } from '@reelm/contracts';
import { CheckCircle2 } from 'lucide-react';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { EmptyState, ErrorNote } from '@/components/states';
import { Button, ButtonLink } from '@/components/ui/button';
import { NewPasswordField, PasswordField, TextField } from '@/components/ui/field';
import { useSetUp, useSetupState } from '../hooks/use-session';
import { EntryFrame } from './entry-frame';

const SetupForm = z
  .object({
    token: z.string().trim().min(1, 'Give the token that the server printed'),
    username: Username,
    password: Password,
    repeated: z.string(),
  })
  .refine((form) => form.password === form.repeated, { path: ['repeated'], error: 'The two passwords differ' });
type SetupForm = z.infer<typeof SetupForm>;

/** The token comes behind the `#`, which browsers never send anywhere; it leaves the address bar as soon as it is read. */
function takeTokenFromHash(): string {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
  if (token) window.history.replaceState(null, '', window.location.pathname);
  return token;
}

export function SetUp() {
  const state = useSetupState();
  const setUp = useSetUp();
  const { register, handleSubmit, formState, setValue, setFocus } = useForm<SetupForm>({
    resolver: zodResolver(SetupForm),
    defaultValues: { token: '', username: '', password: '', repeated: '' },
  });
  const { errors } = formState;
  useEffect(() => {
    const token = takeTokenFromHash();
    if (token) setValue('token', token);
    setFocus(token ? 'username' : 'token');
  }, [setValue, setFocus]);

  if (state.data?.required === false && !setUp.isSuccess) {
    return (
      <main>
        <EmptyState
          page
          icon={CheckCircle2}
          title="Reelm is already set up"
          action={
            <ButtonLink look="primary" href="/sign-in">
              Sign in
            </ButtonLink>
          }
        >
          <p>There is an administrator. Sign in, or ask them for an account.</p>
        </EmptyState>
      </main>
    );
  }
  return (
    <EntryFrame
      title="Welcome to Reelm"
      intro="Create the administrator of this server. The set-up token proves that you are the one who started it."
    >
      <form
        noValidate
        aria-label="Set up"
        className="grid gap-4"
        onSubmit={(event) => void handleSubmit(({ token, username, password }) => setUp.mutate({ token, username, password }))(event)}
      >
        <TextField
          label="Set-up token"
          help="The server prints it when it starts."
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          error={errors.token?.message}
          {...register('token')}
        />
        <TextField
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.username?.message}
          {...register('username')}
        />
        <NewPasswordField error={errors.password?.message} {...register('password')} />
        <PasswordField label="Repeat password" autoComplete="new-password" error={errors.repeated?.message} {...register('repeated')} />
        <ErrorNote error={setUp.error} />
        <Button type="submit" look="primary" size="large" disabled={setUp.isPending}>
          Create administrator
        </Button>
      </form>
    </EntryFrame>
  );
}
