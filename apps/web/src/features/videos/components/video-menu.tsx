'use client';

import type { Video } from '@reelm/contracts';
import { Layers, RefreshCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { EditActions } from '@/components/detail/edit-actions';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useAnalyzeVideo } from '../hooks/use-video';

const GenerateDialog = dynamic(() => import('@/components/generate/generate-dialog').then((module) => module.GenerateDialog), {
  ssr: false,
});
const EditVideoDialog = dynamic(() => import('./video-dialogs').then((module) => module.EditVideoDialog), { ssr: false });
const MergeVideosDialog = dynamic(() => import('./video-dialogs').then((module) => module.MergeVideosDialog), { ssr: false });
const DeletePartDialog = dynamic(() => import('./video-dialogs').then((module) => module.DeletePartDialog), { ssr: false });

/** What editors can do with a video as a whole. */
export function VideoMenu({ video, editing }: { video: Video; editing: ReturnType<typeof useEditVideo> }) {
  const analyze = useAnalyzeVideo();
  const [making, setMaking] = useState(false);
  return (
    <>
      <EditActions
        more={[
          { label: 'Analyse again', icon: <RefreshCw />, onSelect: () => analyze.mutate(video.id) },
          { label: 'Make artifacts …', icon: <Layers />, onSelect: () => setMaking(true) },
        ]}
        edit={(close) => <EditVideoDialog video={video} editing={editing} onClose={close} />}
        merge={(close) => <MergeVideosDialog video={video} onClose={close} />}
        remove={video.part ? (close) => <DeletePartDialog video={video} onClose={close} /> : undefined}
      />
      {making ? <GenerateDialog of={video.name} target={{ ids: [video.id] }} onClose={() => setMaking(false)} /> : null}
    </>
  );
}
