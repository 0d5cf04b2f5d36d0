'use client';

import type { Video } from '@reelm/contracts';
import { RefreshCw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { EditActions } from '@/components/detail/edit-actions';
import type { useEditVideo } from '../hooks/use-edit-video';
import { useAnalyzeVideo } from '../hooks/use-video';

const EditVideoDialog = dynamic(() => import('./video-dialogs').then((module) => module.EditVideoDialog), { ssr: false });
const MergeVideosDialog = dynamic(() => import('./video-dialogs').then((module) => module.MergeVideosDialog), { ssr: false });
const DeletePartDialog = dynamic(() => import('./video-dialogs').then((module) => module.DeletePartDialog), { ssr: false });

/** What editors can do with a video as a whole. */
export function VideoMenu({ video, editing }: { video: Video; editing: ReturnType<typeof useEditVideo> }) {
  const analyze = useAnalyzeVideo();
  return (
    <EditActions
      more={[{ label: 'Analyse again', icon: <RefreshCw />, onSelect: () => analyze.mutate(video.id) }]}
      edit={(close) => <EditVideoDialog video={video} editing={editing} onClose={close} />}
      merge={(close) => <MergeVideosDialog video={video} onClose={close} />}
      remove={video.part ? (close) => <DeletePartDialog video={video} onClose={close} /> : undefined}
    />
  );
}
