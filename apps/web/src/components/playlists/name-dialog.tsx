'use client';

import type { Playlist } from '@reelm/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ErrorNote } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { createPlaylist, playlistKeys } from './playlist-api';

interface NameDialogProps {
  /** The search that the playlist holds; left out for one of chosen videos. */
  search?: { q: string; sort: string };
  onMade: (playlist: Playlist) => void;
  onClose: () => void;
}

/** Makes a playlist: an empty one, or one that holds what a search finds at any time. */
export function NameDialog({ search, onMade, onClose }: NameDialogProps) {
  const client = useQueryClient();
  const [name, setName] = useState(search?.q ?? '');
  const make = useMutation({
    mutationFn: () => createPlaylist({ name: name.trim(), search: search ?? null }),
    onSuccess: (playlist) => {
      onMade(playlist);
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: playlistKeys.all }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) make.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={search ? 'Keep this search as a playlist' : 'New playlist'}
      description={
        search ? 'It plays what the search finds at any time, in the order of the list.' : 'Choose videos in a list and put them in.'
      }
    >
      <form onSubmit={submit}>
        <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} maxLength={300} autoFocus />
        <ErrorNote error={make.error} className="mt-3" />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!name.trim() || make.isPending}>
            Make
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
