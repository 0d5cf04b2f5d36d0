'use client';

import type { PlaylistItemUpdate } from '@reelm/contracts';
import { Scissors } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { parseTime, writeTime } from '@/lib/timecode';
import type { Kept } from '../hooks/use-playlists';

interface ClipTimesProps {
  item: Kept;
  onSave: (patch: PlaylistItemUpdate) => void;
}

/** Which part of a video is played; empty fields are its beginning and end. */
export function ClipTimes({ item, onSave }: ClipTimesProps) {
  const [open, setOpen] = useState(false);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<string>();
  const name = item.title ?? item.video.name;
  const begin = (): void => {
    setFrom(item.startSeconds === null ? '' : writeTime(item.startSeconds));
    setTo(item.endSeconds === null ? '' : writeTime(item.endSeconds));
    setProblem(undefined);
    setOpen(true);
  };
  if (!open)
    return (
      <IconButton size="small" label={`Choose a part of ${name}`} onClick={begin} className="relative z-1 -ml-2 justify-self-start">
        <Scissors />
      </IconButton>
    );
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const [start, end] = [from, to].map((text) => (text.trim() === '' ? null : (parseTime(text) ?? NaN)));
    if (Number.isNaN(start) || Number.isNaN(end)) return setProblem('Use times such as 1:15');
    if (end != null && end <= (start ?? 0)) return setProblem('It must end after it begins');
    onSave({ startSeconds: start ?? null, endSeconds: end ?? null });
    setOpen(false);
  };
  return (
    <form onSubmit={save} aria-label={`Part of ${name}`} className="relative z-1 flex flex-wrap items-end gap-2 py-1">
      <div className="w-24">
        <TextField label="From" value={from} placeholder="0:00" onChange={(event) => setFrom(event.target.value)} autoFocus />
      </div>
      <div className="w-24">
        <TextField label="To" value={to} placeholder="end" error={problem} onChange={(event) => setTo(event.target.value)} />
      </div>
      <Button type="submit" size="small" look="primary">
        Save
      </Button>
      <Button size="small" look="quiet" onClick={() => setOpen(false)}>
        Cancel
      </Button>
    </form>
  );
}
