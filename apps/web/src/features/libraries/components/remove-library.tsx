'use client';

import type { Library } from '@reelm/contracts';
import { useState } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { plural } from '@/lib/format';
import { useDeleteLibrary } from '../hooks/use-libraries';

const choices = [
  {
    purge: false,
    title: 'Keep what is known',
    text: 'The videos leave the library. Titles, ratings and covers stay, and are back when the folder is added again.',
  },
  {
    purge: true,
    title: 'Forget everything',
    text: 'Titles, details, ratings, covers and previews of these videos are deleted. This cannot be undone.',
  },
] as const;

/** Says what goes and what stays before anything does. The files themselves always stay. */
export function RemoveLibrary({ library, open, onOpenChange }: { library: Library; open: boolean; onOpenChange: (open: boolean) => void }) {
  const [purge, setPurge] = useState(false);
  const remove = useDeleteLibrary();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Remove ${library.name}?`}
      description={`${plural(library.files, 'file')} in ${library.path}. The files on the disk are not touched, whatever you choose.`}
    >
      <fieldset className="grid gap-2">
        <legend className="sr-only">What happens to what is known about these videos</legend>
        {choices.map((choice) => (
          <div
            key={choice.title}
            className="relative flex gap-3 rounded-md border border-line p-3 hover:border-edge/70 has-checked:border-accent has-checked:bg-accent/6"
          >
            <input
              type="radio"
              name="purge"
              id={`purge-${choice.purge}`}
              aria-describedby={`purge-${choice.purge}-text`}
              checked={purge === choice.purge}
              onChange={() => setPurge(choice.purge)}
              className="mt-0.5 size-4.5 shrink-0 accent-accent"
            />
            <div className="grid gap-0.5 text-sm">
              <label htmlFor={`purge-${choice.purge}`} className="cursor-pointer font-medium after:absolute after:inset-0">
                {choice.title}
              </label>
              <p id={`purge-${choice.purge}-text`} className="text-muted">
                {choice.text}
              </p>
            </div>
          </div>
        ))}
      </fieldset>
      <ErrorNote error={remove.error} className="mt-4" />
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate({ id: library.id, purge }, { onSuccess: () => onOpenChange(false) })}
        >
          {purge ? `Remove and forget ${plural(library.files, 'file')}` : 'Remove library'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
