'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Password } from '@reelm/contracts';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { Card } from '@/components/page';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { NewPasswordField, PasswordField } from '@/components/ui/field';
import { useUser } from '@/lib/session';
import { useChangePassword } from '../hooks/use-account';

const Form = z.object({ currentPassword: z.string().min(1, 'Give your present password'), newPassword: Password });

export function PasswordForm() {
  const user = useUser();
  const change = useChangePassword();
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(Form),
    defaultValues: { currentPassword: '', newPassword: '' },
  });
  const { errors } = formState;
  return (
    <Card label="Password" className="p-4 sm:p-5">
      <h2 className="font-semibold">Password</h2>
      <p className="mt-0.5 mb-4 text-sm text-muted">Changing it signs you out everywhere else.</p>
      <form
        noValidate
        aria-label="Change password"
        className="grid max-w-sm gap-4"
        onSubmit={(event) => void handleSubmit((body) => change.mutate(body, { onSuccess: () => reset() }))(event)}
      >
        <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          error={errors.currentPassword?.message}
          {...register('currentPassword')}
        />
        <NewPasswordField label="New password" error={errors.newPassword?.message} {...register('newPassword')} />
        <ErrorNote error={change.error} />
        <Button type="submit" look="primary" className="justify-self-start" disabled={change.isPending}>
          Change password
        </Button>
      </form>
    </Card>
  );
}
