'use client';

import type { Video } from '@reelm/contracts';
import { Image as ImageIcon, ImageOff, ImageUp, Layers, RefreshCw, Scissors } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { EditActions } from '@/components/detail/edit-actions';
import { pictureTypes } from '@/components/detail/use-pictures';
import { useCover } from '../hooks/use-cover';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useAnalyzeVideo } from '../hooks/use-video';
import type { Playhead } from '../playhead';

const GenerateDialog = dynamic(() => import('@/components/generate/generate-dialog').then((module) => module.GenerateDialog), {
  ssr: false,
});
const EditVideoDialog = dynamic(() => import('./video-dialogs').then((module) => module.EditVideoDialog), { ssr: false });
const MergeVideosDialog = dynamic(() => import('./video-dialogs').then((module) => module.MergeVideosDialog), { ssr: false });
const DeletePartDialog = dynamic(() => import('./video-dialogs').then((module) => module.DeletePartDialog), { ssr: false });

interface VideoMenuProps {
  video: Video;
  editing: ReturnType<typeof useEditVideo>;
  playhead: Playhead;
  /** Left out where there is no file to edit. */
  onEditFile: (() => void) | undefined;
}

/** What editors can do with a video as a whole. */
export function VideoMenu({ video, editing, playhead, onEditFile }: VideoMenuProps) {
  const analyze = useAnalyzeVideo();
  const [making, setMaking] = useState(false);
  const { choose } = useCover(video.id);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <EditActions
        more={[
          { label: 'Analyse again', icon: <RefreshCw />, onSelect: () => analyze.mutate(video.id) },
          { label: 'This picture as cover', icon: <ImageIcon />, onSelect: () => choose({ seconds: playhead.time() }) },
          { label: 'Upload a cover …', icon: <ImageUp />, onSelect: () => picker.current?.click() },
          { label: 'Let Reelm choose the cover', icon: <ImageOff />, onSelect: () => choose('automatic') },
          ...(onEditFile ? [{ label: 'Edit file …', icon: <Scissors />, onSelect: onEditFile }] : []),
          { label: 'Make artifacts …', icon: <Layers />, onSelect: () => setMaking(true) },
        ]}
        edit={(close) => <EditVideoDialog video={video} editing={editing} onClose={close} />}
        merge={(close) => <MergeVideosDialog video={video} onClose={close} />}
        remove={video.part ? (close) => <DeletePartDialog video={video} onClose={close} /> : undefined}
      />
      <input
        ref={picker}
        type="file"
        accept={pictureTypes.join(',')}
        aria-label="Cover"
        className="hidden"
        onChange={(event) => {
          const picture = event.target.files?.[0];
          // The same file can be chosen once more.
          event.target.value = '';
          if (picture) choose({ picture });
        }}
      />
      {making ? <GenerateDialog of={video.name} target={{ ids: [video.id] }} onClose={() => setMaking(false)} /> : null}
    </>
  );
}
