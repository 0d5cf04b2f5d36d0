'use client';

import type { Video } from '@reelm/contracts';
import { Ellipsis, Merge, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu-button';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useAnalyzeVideo } from '../hooks/use-video';

const EditVideoDialog = dynamic(() => import('./video-dialogs').then((module) => module.EditVideoDialog), { ssr: false });
const MergeVideosDialog = dynamic(() => import('./video-dialogs').then((module) => module.MergeVideosDialog), { ssr: false });
const DeletePartDialog = dynamic(() => import('./video-dialogs').then((module) => module.DeletePartDialog), { ssr: false });

/** What editors can do with a video as a whole. */
export function VideoMenu({ video, editing }: { video: Video; editing: ReturnType<typeof useEditVideo> }) {
  const analyze = useAnalyzeVideo();
  const [open, setOpen] = useState<'edit' | 'merge' | 'delete' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('edit')}>
        <Pencil /> Edit
      </Button>
      <MenuButton
        label="More actions"
        className="grid size-9 place-items-center rounded-md border border-line bg-raised text-ink hover:border-edge/70 pointer-coarse:size-11"
        items={[
          { label: 'Analyse again', icon: <RefreshCw />, onSelect: () => analyze.mutate(video.id) },
          { label: 'Merge with others …', icon: <Merge />, onSelect: () => setOpen('merge') },
          ...(video.part ? [{ label: 'Delete …', icon: <Trash2 />, danger: true, onSelect: () => setOpen('delete') }] : []),
        ]}
      >
        <Ellipsis className="size-4.5" aria-hidden />
      </MenuButton>
      {open === 'edit' ? <EditVideoDialog video={video} editing={editing} onClose={close} /> : null}
      {open === 'merge' ? <MergeVideosDialog video={video} onClose={close} /> : null}
      {open === 'delete' ? <DeletePartDialog video={video} onClose={close} /> : null}
    </>
  );
}
