'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { ApiKeyScope, roleIncludes, scopeRole } from '@reelm/contracts';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { useUser } from '@/lib/session';
import { useCreateApiKey } from '../hooks/use-account';

const scopeMeanings: Record<ApiKeyScope, string> = {
  read: 'Read: look and play',
  write: 'Write: also edit',
  admin: 'Admin: also run the system',
};
const lifetimes = { '30': '30 days', '90': '90 days', '365': 'One year', never: 'No end' } as const;
type Lifetime = keyof typeof lifetimes;

const Form = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(100),
  scope: ApiKeyScope,
  lifetime: z.enum(Object.keys(lifetimes) as [Lifetime, ...Lifetime[]]),
});
type Form = z.infer<typeof Form>;

const dayMs = 86_400_000;
export const expiryOf = (lifetime: Lifetime, now: number): string | null =>
  lifetime === 'never' ? null : new Date(now + Number(lifetime) * dayMs).toISOString();

export function ApiKeyDialog({ onClose }: { onClose: () => void }) {
  const { role } = useUser();
  const create = useCreateApiKey();
  const { register, handleSubmit, formState } = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: { name: '', scope: 'read', lifetime: '90' },
  });
  if (create.data) return <SecretDialog name={create.data.name} secret={create.data.key} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose} title="New API key">
      <form
        noValidate
        aria-label="New API key"
        className="grid gap-4"
        onSubmit={(event) =>
          void handleSubmit(({ name, scope, lifetime }) => create.mutate({ name, scope, expiresAt: expiryOf(lifetime, Date.now()) }))(event)
        }
      >
        <TextField
          label="Name"
          placeholder="Back-up script"
          autoComplete="off"
          error={formState.errors.name?.message}
          {...register('name')}
        />
        <SelectField label="Scope" {...register('scope')}>
          {ApiKeyScope.options
            .filter((scope) => roleIncludes(role, scopeRole[scope]))
            .map((scope) => (
              <option key={scope} value={scope}>
                {scopeMeanings[scope]}
              </option>
            ))}
        </SelectField>
        <SelectField label="Expires after" {...register('lifetime')}>
          {Object.entries(lifetimes).map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </SelectField>
        <ErrorNote error={create.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={create.isPending}>
            Create key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The only time that the secret is seen. */
function SecretDialog({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`API key ${name}`}
      description="Copy it now. It is not kept in a readable form and cannot be shown again."
    >
      <CopyField label="API key" value={secret} />
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}
