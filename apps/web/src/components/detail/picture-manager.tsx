'use client';

import type { Picture } from '@reelm/contracts';
import { ArrowLeft, ArrowRight, Star, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Confirm } from '@/components/ui/confirm';
import { Dialog } from '@/components/ui/dialog';
import { IconButton } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import type { usePictures } from './use-pictures';
import { moved } from './uses';

interface PictureManagerProps {
  name: string;
  pictures: readonly Picture[];
  mayEdit: boolean;
  control: ReturnType<typeof usePictures>;
  onClose: () => void;
}

/** All pictures of an entity, to be put in order by dragging or with the arrows; the first is the one that cards show. */
export function PictureManager({ name, pictures, mayEdit, control, onClose }: PictureManagerProps) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Picture | null>(null);
  const move = (id: string, to: number): void => {
    if (to >= 0 && to < pictures.length) control.arrange(moved(pictures, id, to));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Pictures of ${name}`}
      description={mayEdit ? 'The first is shown on cards. Drag them into order.' : 'The first is shown on cards.'}
      className="sm:w-[min(52rem,calc(100vw-2rem))]"
    >
      <ol className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {pictures.map((picture, place) => (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging is a short cut: the buttons move it as well
          <li
            key={picture.id}
            draggable={mayEdit}
            onDragStart={() => setDragged(picture.id)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => dragged && event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged && dragged !== picture.id) move(dragged, place);
            }}
            className={cn('grid gap-1', dragged === picture.id && 'opacity-40')}
          >
            <div
              className={cn(
                'aspect-[3/4] overflow-hidden rounded-md bg-raised',
                place === 0 && 'outline-2 outline-offset-2 outline-accent',
              )}
            >
              <img
                src={picture.url}
                alt={`${place + 1} of ${pictures.length}`}
                loading="lazy"
                className="picture size-full object-contain"
              />
            </div>
            <p className="text-center text-xs text-muted tabular-nums">
              {place === 0 ? 'Shown · ' : ''}
              {picture.width} × {picture.height}
            </p>
            {mayEdit ? (
              <div className="flex justify-center">
                <IconButton size="small" label="Show this one" disabled={place === 0} onClick={() => move(picture.id, 0)}>
                  <Star />
                </IconButton>
                <IconButton size="small" label="Earlier" disabled={place === 0} onClick={() => move(picture.id, place - 1)}>
                  <ArrowLeft />
                </IconButton>
                <IconButton size="small" label="Later" disabled={place === pictures.length - 1} onClick={() => move(picture.id, place + 1)}>
                  <ArrowRight />
                </IconButton>
                <IconButton size="small" label="Delete the picture" onClick={() => setLeaving(picture)}>
                  <Trash2 />
                </IconButton>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {leaving ? (
        <Confirm
          open
          onOpenChange={() => setLeaving(null)}
          title="Delete this picture?"
          description={`It is removed from ${name} and from the disk. This cannot be undone.`}
          action="Delete picture"
          busy={control.remove.isPending}
          error={control.remove.error}
          onConfirm={() =>
            control.remove.mutate(leaving, {
              onSuccess: () => {
                setLeaving(null);
                if (pictures.length === 1) onClose();
              },
            })
          }
        />
      ) : null}
    </Dialog>
  );
}
