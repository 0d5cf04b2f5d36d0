'use client';

import { VideoUpdate, videoHttp, type Video } from '@reelm/contracts';
import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { EntityForm } from '@/components/entity-form/entity-form';
import { customFormFields } from '@/components/entity-form/form-model';
import { useCustomFields } from '@/components/entity-form/use-custom-fields';
import { CardImage } from '@/components/entity-picker/entity-image';
import { EntityPicker, type Picked } from '@/components/entity-picker/entity-picker';
import { listed } from '@/components/detail/uses';
import { refreshLists } from '@/components/list/list-data';
import { ErrorNote, Skeleton } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Confirm } from '@/components/ui/confirm';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { call } from '@/lib/api';
import { formatTime, plural } from '@/lib/format';
import { showToast } from '@/lib/toast';
import { getVideo, videoKeys } from '../api/videos-api';
import type { useEditVideo } from '../hooks/use-edit-video';
import { storeVideo } from '../hooks/video-cache';
import { videoSections } from '../video-sections';

interface VideoDialogProps {
  video: Video;
  onClose: () => void;
}

/** All fields of a video in one window. */
export function EditVideoDialog({ video, editing, onClose }: VideoDialogProps & { editing: ReturnType<typeof useEditVideo> }) {
  const custom = useCustomFields('video');
  return (
    <EntityForm
      title={`Edit ${video.name}`}
      what="video"
      sections={custom.length === 0 ? videoSections : [...videoSections, { title: 'Own fields', fields: customFormFields(custom) }]}
      schema={VideoUpdate}
      entity={video}
      action="Save"
      save={({ patch, shown }, version) => editing.save({ patch, shown, done: 'Video saved', version })}
      onClose={onClose}
    />
  );
}

/** Makes one video of several: their files, markers, plays and all that is known move to this one. */
export function MergeVideosDialog({ video, onClose }: VideoDialogProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Picked[]>([]);
  const others = useQueries({
    queries: chosen.map(({ id }) => ({
      queryKey: videoKeys.detail(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => getVideo(id, signal),
    })),
  });
  const known = others.flatMap(({ data }) => (data ? [data] : []));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(videoHttp.mergeVideos, { params: { id: video.id }, body: { from: chosen.map(({ id }) => id) } }),
    onSuccess: (merged) => {
      storeVideo(client, merged);
      void refreshLists(client, videoKeys.all);
      void client.invalidateQueries({ queryKey: ['markers', 'list'] });
      showToast({ kind: 'good', message: `${listed(known.map(({ name }) => name))} merged into ${merged.name}` });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Merge with ${video.name}`}
      description="Choose the videos that are the same one. Their files, markers, plays, links and values move here; none of it is lost."
    >
      <div className="grid gap-4">
        <EntityPicker kind="video" label="Other videos" value={chosen} onChange={setChosen} without={video.id} autoFocus inline />
        {known.length < chosen.length ? <Skeleton className="h-20" /> : null}
        {known.length > 0 ? (
          <ul aria-label="What moves" className="grid gap-3 rounded-lg border border-line p-3">
            {known.map((other) => (
              <li key={other.id} className="flex items-center gap-3 text-sm">
                <div className="aspect-video w-24 shrink-0">
                  <CardImage kind="video" url={other.coverUrl} />
                </div>
                <div className="min-w-0">
                  <p className="truncate font-medium">{other.name}</p>
                  <p className="text-muted tabular-nums">{movesOf(other)}</p>
                </div>
              </li>
            ))}
          </ul>
        ) : null}
        <ErrorNote error={error ?? others.find((query) => query.error)?.error ?? null} />
      </div>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isPending || chosen.length === 0 || known.length < chosen.length} onClick={() => mutate()}>
          {chosen.length > 1 ? `Merge ${chosen.length} videos` : 'Merge video'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const movesOf = ({ durationSeconds, files, counts, activity }: Video): string =>
  [
    formatTime(durationSeconds),
    plural(files.length, 'file'),
    ...(counts.markers > 0 ? [plural(counts.markers, 'marker')] : []),
    ...(activity.plays > 0 ? [plural(activity.plays, 'play')] : []),
  ].join(' · ');

/** Only a video that is a range of a file can be deleted by itself. */
export function DeletePartDialog({ video, onClose }: VideoDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(videoHttp.deleteVideo, { params: { id: video.id } }),
    onSuccess: () => {
      router.push('/videos');
      client.removeQueries({ queryKey: videoKeys.detail(video.id) });
      void refreshLists(client, videoKeys.all);
      showToast({ kind: 'good', message: `${video.name} deleted` });
    },
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={`Delete ${video.name}?`}
      description={`What is written about this range is deleted${video.counts.markers > 0 ? `, with ${plural(video.counts.markers, 'marker')}` : ''}; this cannot be undone. The file stays as it is.`}
      action="Delete video"
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
    />
  );
}
