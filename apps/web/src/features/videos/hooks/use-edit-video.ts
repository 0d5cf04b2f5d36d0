'use client';

import type { Video, VideoUpdate } from '@reelm/contracts';
import { useEdit, type EditControl } from '@/components/edit/use-edit';
import { updateVideo, videoKeys } from '../api/videos-api';

/** The file's name without its folders and ending: what a video without a title is called. */
const fileNameOf = (video: Video): string | null =>
  video.files[0]?.path
    .split('/')
    .at(-1)
    ?.replace(/\.[^.]+$/, '') ?? null;

/** A video without a title is called by its file. */
const follow = (video: Video, { title }: VideoUpdate): Partial<Video> =>
  title === undefined ? {} : { name: title ?? fileNameOf(video) ?? video.name };

/** Edits that show at once, are saved only on the version that they were made on, and can be undone. */
export const useEditVideo = (video: Video): EditControl<Video> =>
  useEdit<Video>({ key: videoKeys.all, save: (id, patch, version) => updateVideo(id, patch, version), follow }, video);
