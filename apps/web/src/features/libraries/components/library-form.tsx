'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { LibraryName, type Library } from '@reelm/contracts';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Disclosure } from '@/components/ui/disclosure';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { CheckField, TextAreaField, TextField } from '@/components/ui/field';
import { useCreateLibrary, useUpdateLibrary } from '../hooks/use-libraries';
import { FolderPicker } from './folder-picker';

const LibraryForm = z.object({
  path: z.string().trim().min(1, 'Give the folder').max(4096),
  name: LibraryName.or(z.literal('')),
  exclude: z.string(),
  watch: z.boolean(),
  hash: z.boolean(),
});
type LibraryForm = z.infer<typeof LibraryForm>;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
/** `/media/films/` is called `films`. */
const nameOfFolder = (path: string): string => path.split('/').filter(Boolean).at(-1) ?? 'Library';

interface LibraryDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The library to change; absent to add one. */
  library?: Library;
}

export function LibraryDialog({ open, onOpenChange, library }: LibraryDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={library ? `Edit ${library.name}` : 'Add a library'}
      description={
        library
          ? 'The same folder at a new place keeps everything known about its videos.'
          : 'Choose a folder on the server. Its files are only read, never changed.'
      }
    >
      <LibraryFields {...(library ? { library } : {})} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function LibraryFields({ library, onDone }: { library?: Library; onDone: () => void }) {
  const create = useCreateLibrary();
  const update = useUpdateLibrary();
  const [picking, setPicking] = useState(!library);
  const { register, handleSubmit, control, setValue, formState } = useForm<LibraryForm>({
    resolver: zodResolver(LibraryForm),
    defaultValues: {
      path: library?.path ?? '',
      name: library?.name ?? '',
      exclude: library?.exclude.join('\n') ?? '',
      watch: library?.watch ?? true,
      hash: library?.hash ?? false,
    },
  });
  const typedPath = useWatch({ control, name: 'path' });
  const save = ({ path, name, exclude, watch, hash }: LibraryForm): void => {
    const body = { path, name: name || nameOfFolder(path), exclude: lines(exclude), watch, hash };
    if (library)
      update.mutate({ id: library.id, body: { ...body, ...(path === library.path ? { path: undefined } : {}) } }, { onSuccess: onDone });
    else create.mutate(body, { onSuccess: onDone });
  };
  const { errors } = formState;
  const busy = create.isPending || update.isPending;
  return (
    <form
      noValidate
      onSubmit={(event) => void handleSubmit(save)(event)}
      className="grid gap-4"
      aria-label={library ? 'Edit library' : 'Add library'}
    >
      <div className="grid gap-2">
        <TextField
          label="Folder"
          placeholder="/media/videos"
          autoComplete="off"
          spellCheck={false}
          error={errors.path?.message}
          {...register('path')}
        />
        {picking ? (
          <FolderPicker path={typedPath} onPick={(picked) => setValue('path', picked, { shouldValidate: true, shouldDirty: true })} />
        ) : (
          <Button size="small" look="quiet" className="justify-self-start" onClick={() => setPicking(true)}>
            Choose another folder
          </Button>
        )}
      </div>
      <TextField
        label="Name"
        placeholder={typedPath ? nameOfFolder(typedPath) : 'Films'}
        autoComplete="off"
        error={errors.name?.message}
        {...register('name')}
      />
      <Disclosure summary="What to leave out, watching and hashes" open={library !== undefined}>
        <div className="grid gap-4 pt-2">
          <TextAreaField
            label="Leave out"
            help="One pattern a line, relative to the folder: samples/** or **/*.part. A file named .reelmignore in a folder works as well."
            spellCheck={false}
            className="font-mono text-[0.8125rem]"
            {...register('exclude')}
          />
          <CheckField label="Watch for changes" help="New files are noticed at once, without a scan." {...register('watch')} />
          <CheckField
            label="Hash whole files"
            help="Every file is read in full once, while nothing else is to be done, for its SHA-256. Otherwise only files that may be copies are."
            {...register('hash')}
          />
        </div>
      </Disclosure>
      <ErrorNote error={create.error ?? update.error} />
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {library ? 'Save' : 'Add library'}
        </Button>
      </DialogActions>
    </form>
  );
}
