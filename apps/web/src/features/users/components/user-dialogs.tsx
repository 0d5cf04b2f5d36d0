'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Password, Role, Username, type User } from '@reelm/contracts';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { NewPasswordField, SelectField, TextField } from '@/components/ui/field';
import { useCreateUser, useUpdateUser } from '../hooks/use-users';

export const roleMeanings: Record<Role, string> = {
  viewer: 'Viewer: looks and plays',
  editor: 'Editor: also changes titles, ratings and the like',
  admin: 'Administrator: also runs the system and its users',
};

const NewUser = z.object({ username: Username, password: Password, role: Role });
type NewUser = z.infer<typeof NewUser>;

export function AddUserDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateUser();
  const { register, handleSubmit, formState } = useForm<NewUser>({
    resolver: zodResolver(NewUser),
    defaultValues: { username: '', password: '', role: 'viewer' },
  });
  const { errors } = formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add a user"
      description="They sign in with this name and password, and can change the password themselves."
    >
      <form
        noValidate
        aria-label="Add user"
        className="grid gap-4"
        onSubmit={(event) => void handleSubmit((body) => create.mutate({ ...body, contentLimit: null }, { onSuccess: onClose }))(event)}
      >
        <TextField
          label="User name"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.username?.message}
          {...register('username')}
        />
        <NewPasswordField error={errors.password?.message} {...register('password')} />
        <SelectField label="Role" {...register('role')}>
          {Role.options.map((role) => (
            <option key={role} value={role}>
              {roleMeanings[role]}
            </option>
          ))}
        </SelectField>
        <ErrorNote error={create.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={create.isPending}>
            Add user
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const NewPassword = z.object({ password: Password });

export function SetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const update = useUpdateUser();
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(NewPassword), defaultValues: { password: '' } });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`New password for ${user.username}`}
      description="Tell it to them; they can change it on their account page."
    >
      <form
        noValidate
        aria-label="Set password"
        className="grid gap-4"
        onSubmit={(event) => void handleSubmit((body) => update.mutate({ id: user.id, body }, { onSuccess: onClose }))(event)}
      >
        <NewPasswordField label="New password" error={formState.errors.password?.message} {...register('password')} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={update.isPending}>
            Set password
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
