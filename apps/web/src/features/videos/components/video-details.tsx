'use client';

import { VideoUpdate, type Video } from '@reelm/contracts';
import { z } from 'zod';
import { Fact } from '@/components/page';
import { RatingInput } from '@/components/rating-stars';
import { formatInstant, formatTime, plural, resolutionName } from '@/lib/format';
import { useMay } from '@/lib/session';
import type { useEditVideo } from '../hooks/use-video';
import { EditableText } from './editable-text';

// The contract's fields may be null or left out; what is typed is neither.
const textOf = (schema: z.ZodType): z.ZodType<string> => z.string().refine((text) => schema.safeParse(text).success);
export const TitleText = textOf(VideoUpdate.shape.title);
const DetailsText = textOf(VideoUpdate.shape.details);
const DateText = z.string().refine((text) => VideoUpdate.shape.date.safeParse(text).success, 'Use YYYY, YYYY-MM or YYYY-MM-DD');

interface VideoDetailsProps {
  video: Video;
  edit: ReturnType<typeof useEditVideo>['edit'];
}

export function VideoDetails({ video, edit }: VideoDetailsProps) {
  const mayEdit = useMay('editor');
  return (
    <div className="grid gap-5">
      <section className="grid gap-1.5">
        <h2 className="text-[0.8125rem] font-medium text-muted">Details</h2>
        <EditableText
          name="Details"
          value={video.details}
          schema={DetailsText}
          multiline
          mayEdit={mayEdit}
          onSave={(details) => edit({ details }, 'Details saved')}
        >
          {video.details ? (
            <p className="text-sm leading-relaxed break-words whitespace-pre-line">{video.details}</p>
          ) : (
            <p className="text-sm text-muted">Nothing written yet</p>
          )}
        </EditableText>
      </section>
      <section className="grid gap-1.5">
        <h2 className="text-[0.8125rem] font-medium text-muted">Date</h2>
        <EditableText
          name="Date"
          value={video.date}
          schema={DateText}
          placeholder="2019-06-30"
          mayEdit={mayEdit}
          onSave={(date) => edit({ date }, 'Date saved')}
        >
          <p className={video.date ? 'text-sm tabular-nums' : 'text-sm text-muted'}>{video.date ?? 'Not known'}</p>
        </EditableText>
      </section>
      {mayEdit ? (
        <section className="grid gap-0.5">
          <h2 className="text-[0.8125rem] font-medium text-muted">Rating</h2>
          <RatingInput value={video.rating} onChange={(rating) => edit({ rating }, rating === null ? 'Rating removed' : 'Rating saved')} />
        </section>
      ) : null}
      <dl className="divide-y divide-line/60 border-t border-line pt-2">
        <Fact name="Duration">{formatTime(video.durationSeconds)}</Fact>
        <Fact name="Resolution">
          {video.width && video.height ? `${resolutionName(video.width, video.height)} (${video.width} × ${video.height})` : '–'}
        </Fact>
        {!mayEdit && video.rating !== null ? <Fact name="Rating">{video.rating} of 100</Fact> : null}
        <Fact name="Faces">{video.faces === null ? 'Not looked for yet' : plural(video.faces, 'face') + ' found'}</Fact>
        <Fact name="Added">{formatInstant(video.createdAt)}</Fact>
        <Fact name="Changed">{formatInstant(video.updatedAt)}</Fact>
      </dl>
    </div>
  );
}
