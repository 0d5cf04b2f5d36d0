'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { StashBoxCreate, type StashBox } from '@reelm/contracts';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { PasswordField, TextField } from '@/components/ui/field';
import { useCheckStashBox, useSaveStashBox } from '../hooks/use-stash-boxes';

const Changed = StashBoxCreate.extend({ apiKey: z.string().trim().max(4000) });

export function StashBoxDialog({ box, onClose }: { box?: StashBox; onClose: () => void }) {
  const save = useSaveStashBox();
  const check = useCheckStashBox();
  const { register, handleSubmit, formState } = useForm<z.infer<typeof Changed>>({
    resolver: zodResolver(box ? Changed : StashBoxCreate),
    defaultValues: { name: box?.name ?? '', url: box?.url ?? '', apiKey: '' },
  });
  const { errors } = formState;
  const submit = (body: z.infer<typeof Changed>): void =>
    save.mutate(
      { ...(box ? { id: box.id } : {}), body },
      {
        onSuccess: (saved) => {
          check.mutate(saved.id);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={box ? `Edit ${box.name}` : 'Add a stash-box'}
      description="A shared database that recognises videos by their fingerprints."
    >
      <form
        noValidate
        aria-label={box ? 'Edit stash-box' : 'Add stash-box'}
        className="grid gap-4"
        onSubmit={(event) => void handleSubmit(submit)(event)}
      >
        <TextField label="Name" autoComplete="off" error={errors.name?.message} {...register('name')} />
        <TextField
          label="Address"
          type="url"
          placeholder="https://example.org/graphql"
          autoComplete="off"
          spellCheck={false}
          error={errors.url ? 'Give the full address, with https://' : undefined}
          {...register('url')}
        />
        <PasswordField
          label="API key"
          help={box ? 'Leave it empty to keep the stored key.' : 'From your account page there. It is stored, and never shown again.'}
          autoComplete="off"
          error={errors.apiKey ? 'Give the key' : undefined}
          {...register('apiKey')}
        />
        <ErrorNote error={save.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save and check
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
