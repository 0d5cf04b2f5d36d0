'use client';

import type { Video, VideoUpdate } from '@reelm/contracts';
import { GitCompareArrows } from 'lucide-react';
import { Button } from '@/components/ui/button';

const shown = (value: string | number | boolean | null | undefined): string =>
  value === null || value === undefined || value === '' ? 'nothing' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

/** Somebody else saved first: both values, and the choice. */
export function EditConflict({
  video,
  patch,
  onMine,
  onTheirs,
}: {
  video: Video;
  patch: VideoUpdate;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const fields = Object.keys(patch) as (keyof VideoUpdate)[];
  return (
    <div role="alert" className="grid gap-3 rounded-lg border border-warn/45 bg-warn/8 p-4 text-sm">
      <p className="flex items-center gap-2.5 font-medium">
        <GitCompareArrows className="size-4.5 shrink-0 text-warn" aria-hidden />
        Somebody changed this video meanwhile. Yours is not saved yet.
      </p>
      {fields.map((field) => (
        <dl key={field} className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          <dt className="text-muted">Saved {field}</dt>
          <dd className="line-clamp-3 break-words">{shown(video[field])}</dd>
          <dt className="text-muted">Your {field}</dt>
          <dd className="line-clamp-3 break-words">{shown(patch[field])}</dd>
        </dl>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button size="small" look="primary" onClick={onMine}>
          Save mine
        </Button>
        <Button size="small" onClick={onTheirs}>
          Keep what is saved
        </Button>
      </div>
    </div>
  );
}
