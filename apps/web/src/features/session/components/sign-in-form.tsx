'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { PasswordField, TextField } from '@/components/ui/field';
import { useSetupState, useSignIn } from '../hooks/use-session';
import { EntryFrame } from './entry-frame';

const SignInForm = z.object({
  username: z.string().trim().min(1, 'Give your user name'),
  password: z.string().min(1, 'Give your password'),
});
type SignInForm = z.infer<typeof SignInForm>;

export function SignIn() {
  const router = useRouter();
  const setup = useSetupState();
  const signIn = useSignIn();
  const { register, handleSubmit, formState } = useForm<SignInForm>({ resolver: zodResolver(SignInForm) });
  const setupRequired = setup.data?.required === true;
  useEffect(() => {
    if (setupRequired) router.replace(`/setup${window.location.hash}`);
  }, [setupRequired, router]);

  return (
    <EntryFrame title="Sign in to Reelm">
      <form
        noValidate
        onSubmit={(event) => void handleSubmit((values) => signIn.mutate(values))(event)}
        className="grid gap-4"
        aria-label="Sign in"
      >
        <TextField
          label="User name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={formState.errors.username?.message}
          {...register('username')}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register('password')}
        />
        <ErrorNote error={signIn.error} />
        <Button type="submit" look="primary" size="large" disabled={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </EntryFrame>
  );
}
