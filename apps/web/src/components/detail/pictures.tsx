'use client';

import type { NamedKind } from '@reelm/contracts';
import { ImagePlus, Images, LoaderCircle } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { Entity } from '@/components/entity-api';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { useMay } from '@/lib/session';
import { useLatest } from '@/lib/use-latest';
import { pictureTypes, usePictures } from './use-pictures';

const PictureManager = dynamic(() => import('./picture-manager').then((module) => module.PictureManager), { ssr: false });

/** Width and shape of the shown picture. */
export const pictureLook: Readonly<Record<NamedKind, { width: string; shape: string }>> = {
  performer: { width: 'w-28 sm:w-52 2xl:w-60', shape: 'aspect-[2/3]' },
  group: { width: 'w-28 sm:w-52 2xl:w-60', shape: 'aspect-[2/3]' },
  studio: { width: 'w-28 sm:w-72', shape: 'aspect-video' },
  tag: { width: 'w-28 sm:w-64', shape: 'aspect-video' },
};

const mostThumbs = 4;

/** Pictures of an entity: the shown one large, the others small. Editors add more by choosing, dropping or pasting files. */
export function Pictures({ kind, entity }: { kind: NamedKind; entity: Entity }) {
  const mayEdit = useMay('editor');
  const control = usePictures(kind, entity);
  const [chosen, setChosen] = useState<string | null>(null);
  const [managing, setManaging] = useState(false);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  usePaste(mayEdit, control.upload);
  const { pictures } = entity;
  const shown = pictures.find(({ id }) => id === chosen) ?? pictures[0];
  const { icon: Icon } = entityKinds[kind];
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    control.upload([...event.dataTransfer.files]);
  };
  const dropping = mayEdit
    ? {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: drop,
      }
    : {};
  return (
    <div className={cn('grid content-start gap-2 sm:row-span-2', pictureLook[kind].width)}>
      <div
        role="group"
        aria-label="Pictures"
        className={cn(
          'group/picture relative grid place-items-center overflow-hidden rounded-lg bg-raised',
          pictureLook[kind].shape,
          over && 'outline-2 outline-offset-2 outline-accent',
        )}
        {...dropping}
      >
        {shown ? (
          <img
            src={shown.url}
            alt={entity.name}
            width={shown.width}
            height={shown.height}
            className={cn('picture absolute inset-0 size-full', kind === 'studio' ? 'object-contain p-4' : 'object-cover object-top')}
          />
        ) : (
          <Icon className="size-12 text-edge" strokeWidth={1.3} aria-hidden />
        )}
        {control.uploading ? (
          <div role="status" aria-label="Adding the picture" className="absolute inset-0 grid place-items-center bg-black/55 text-white">
            <LoaderCircle className="size-8 animate-spin" />
          </div>
        ) : null}
      </div>
      {pictures.length > 1 ? (
        <div className="flex flex-wrap gap-1.5" role="group" aria-label="Other pictures">
          {pictures.slice(0, mostThumbs).map((picture, place) => (
            <button
              key={picture.id}
              type="button"
              aria-label={`Picture ${place + 1} of ${pictures.length}`}
              aria-pressed={picture.id === shown?.id}
              onClick={() => setChosen(picture.id)}
              className={cn(
                'h-12 w-9 overflow-hidden rounded border-2 pointer-coarse:w-11',
                picture.id === shown?.id ? 'border-accent' : 'border-transparent opacity-70 hover:opacity-100',
              )}
            >
              <img src={picture.url} alt="" loading="lazy" className="picture size-full object-cover" />
            </button>
          ))}
          {pictures.length > mostThumbs ? (
            <button
              type="button"
              onClick={() => setManaging(true)}
              className="h-12 min-w-9 rounded bg-raised px-1.5 text-xs text-muted hover:text-ink"
            >
              +{pictures.length - mostThumbs}
            </button>
          ) : null}
        </div>
      ) : null}
      {mayEdit ? (
        <div className="flex flex-wrap gap-1">
          <Button
            look="quiet"
            size="small"
            onClick={() => input.current?.click()}
            disabled={control.uploading}
            title="Or drop or paste one"
          >
            <ImagePlus /> <span className="max-sm:sr-only">Add picture</span>
          </Button>
          {pictures.length > 0 ? (
            <Button
              look="quiet"
              size="small"
              aria-label="Order and delete pictures"
              title="Order and delete"
              onClick={() => setManaging(true)}
            >
              <Images />
            </Button>
          ) : null}
          <input
            ref={input}
            type="file"
            accept={pictureTypes.join(',')}
            multiple
            hidden
            aria-label="Choose pictures"
            onChange={(event) => {
              control.upload([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </div>
      ) : null}
      {managing ? (
        <PictureManager name={entity.name} pictures={pictures} mayEdit={mayEdit} control={control} onClose={() => setManaging(false)} />
      ) : null}
    </div>
  );
}

/** A picture in the clipboard is added wherever on the page it is pasted, but for fields of text. */
function usePaste(enabled: boolean, upload: (files: readonly File[]) => void): void {
  const latest = useLatest(upload);
  useEffect(() => {
    if (!enabled) return undefined;
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || (event.target instanceof Element && event.target.matches('input, textarea'))) return;
      event.preventDefault();
      latest.current(files);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [enabled, latest]);
}
