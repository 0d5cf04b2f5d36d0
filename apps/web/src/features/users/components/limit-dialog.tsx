'use client';

import { useQuery } from '@tanstack/react-query';
import type { ManagedUser } from '@reelm/contracts';
import { useDeferredValue, useState, type FormEvent } from 'react';
import { SearchProblems } from '@/components/list/list-states';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { hasCode } from '@/lib/api';
import { plural } from '@/lib/format';
import { countVideos, userKeys } from '../api/users-api';
import { useSetContentLimit } from '../hooks/use-users';

/** What a user may see: a search, past which there is nothing for them. */
export function LimitDialog({ user, onClose }: { user: ManagedUser; onClose: () => void }) {
  const [text, setText] = useState(user.contentLimit ?? '');
  const save = useSetContentLimit();
  const wanted = useDeferredValue(text.trim());
  const count = useQuery({
    queryKey: userKeys.limit(wanted),
    queryFn: ({ signal }) => countVideos(wanted, signal),
    enabled: wanted !== '',
    retry: false,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ user, contentLimit: text.trim() || null }, { onSuccess: onClose });
  };
  const unreadable = [save.error, count.error].find((error) => hasCode(error, 'query.invalid')) ?? null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`What ${user.username} may see`}
      description="A search for videos. Everything else does not exist for them: not in lists, not in counts, not by its address."
    >
      <form noValidate onSubmit={submit} aria-label="Content limit">
        <TextField
          label="Search"
          placeholder="Everything"
          className="font-mono"
          autoComplete="off"
          spellCheck={false}
          value={text}
          maxLength={2000}
          aria-invalid={unreadable ? true : undefined}
          onChange={(event) => {
            setText(event.target.value);
            save.reset();
          }}
          help={
            wanted === ''
              ? 'Empty: they may see everything. As an example, -tag:private hides all videos with the tag “private”.'
              : count.data
                ? `${plural(count.data.count, 'video')}${count.data.exact ? '' : ' or more'}`
                : ' '
          }
        />
        <div className="mt-4">
          {hasCode(unreadable, 'query.invalid') ? (
            <SearchProblems query={wanted} problems={unreadable} />
          ) : (
            <ErrorNote error={save.error} />
          )}
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
