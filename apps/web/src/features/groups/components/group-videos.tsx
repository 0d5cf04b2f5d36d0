'use client';

import type { Group, GroupVideo } from '@reelm/contracts';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { NothingIn } from '@/components/detail/nothing-in';
import { moved } from '@/components/detail/uses';
import { CardImage, PictureMark } from '@/components/entity-picker/entity-image';
import { RatingMark } from '@/components/rating-stars';
import { ErrorState, SkeletonRows } from '@/components/states';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { formatTime } from '@/lib/format';
import { useMay } from '@/lib/session';
import { useGroupVideos } from '../hooks/use-group-videos';

type Row = GroupVideo & { id: string };

/** The videos of a group in its order; editors drag rows or use the arrows. */
export function GroupVideos({ group }: { group: Group }) {
  const mayEdit = useMay('editor');
  const { data, error, refetch, arrange } = useGroupVideos(group.id);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={4} label="Loading the videos" className="mx-4 mt-4 h-20 sm:mx-6" />;
  if (data.length === 0)
    return <NothingIn kind="video">No video is in {group.name} yet. Open one, and add the group on its page.</NothingIn>;
  const rows: readonly Row[] = data.map((row) => ({ ...row, id: row.video.id }));
  const move = (id: string, to: number): void => {
    if (to >= 0 && to < rows.length) arrange(moved(rows, id, to));
  };
  return (
    <ol aria-label={`Videos of ${group.name}`} className="grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-1 px-2 pt-4 sm:px-6">
      {rows.map(({ id, video, place }, at) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is a short cut: the buttons move it as well
        <li
          key={id}
          draggable={mayEdit}
          onDragStart={() => setDragged(id)}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
          onDragOver={(event) => {
            if (!dragged || dragged === id) return;
            event.preventDefault();
            setOver(id);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged && dragged !== id) move(dragged, at);
          }}
          className={cn(
            'group/row relative flex items-center gap-3 rounded-md p-1.5 hover:bg-raised/70',
            dragged === id && 'opacity-40',
            over === id && 'bg-accent/14 outline-2 outline-accent',
          )}
        >
          {mayEdit ? <GripVertical className="size-4 shrink-0 cursor-grab text-edge pointer-coarse:hidden" aria-hidden /> : null}
          <span className="w-5 shrink-0 sm:w-7 text-right text-sm text-muted tabular-nums">{place ?? '–'}</span>
          <div className="aspect-video w-28 shrink-0 sm:w-36">
            <CardImage kind="video" url={video.coverUrl}>
              {video.durationSeconds === null ? null : <PictureMark>{formatTime(video.durationSeconds)}</PictureMark>}
            </CardImage>
          </div>
          <div className="grid min-w-0 flex-1 gap-0.5">
            <Link
              href={`/videos/${id}`}
              draggable={false}
              className="line-clamp-2 text-sm font-medium break-words after:absolute after:inset-0 after:rounded-md hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {video.name}
            </Link>
            <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted tabular-nums">
              {video.date ? <span>{video.date}</span> : null}
              {video.rating === null ? null : <RatingMark value={video.rating} />}
              <span className="truncate">{video.performers.map(({ name }) => name).join(', ')}</span>
            </p>
          </div>
          {mayEdit ? (
            <div className="relative z-1 flex shrink-0 max-sm:flex-col">
              <IconButton size="small" label={`Move ${video.name} up`} disabled={at === 0} onClick={() => move(id, at - 1)}>
                <ArrowUp />
              </IconButton>
              <IconButton size="small" label={`Move ${video.name} down`} disabled={at === rows.length - 1} onClick={() => move(id, at + 1)}>
                <ArrowDown />
              </IconButton>
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
