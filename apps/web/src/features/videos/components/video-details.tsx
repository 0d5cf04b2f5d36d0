'use client';

import { VideoUpdate, type Video } from '@reelm/contracts';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { useCustomFacts } from '@/components/detail/facts';
import { Links } from '@/components/detail/links';
import { EditableEntities } from '@/components/edit/editable-entities';
import { EditableText } from '@/components/edit/editable-text';
import { Fact } from '@/components/page';
import { RatingInput } from '@/components/rating-stars';
import { formatPartialDate } from '@/lib/dates';
import { formatInstant, formatTime, plural, resolutionName } from '@/lib/format';
import { useMay } from '@/lib/session';
import type { useEditVideo } from '../hooks/use-edit-video';
import { Credits } from './credits';
import { VideoGroups } from './video-groups';

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
      <Part name="Details">
        <EditableText
          name="Details"
          value={video.details}
          schema={DetailsText}
          multiline
          mayEdit={mayEdit}
          onSave={(details) => edit({ patch: { details }, done: 'Details saved' })}
          none="Nothing written yet"
        >
          {video.details ? <p className="text-sm leading-relaxed break-words whitespace-pre-line">{video.details}</p> : null}
        </EditableText>
      </Part>
      <Part name="Performers">
        <Credits video={video} mayEdit={mayEdit} edit={edit} />
      </Part>
      <Part name="Studio">
        <EditableEntities
          kind="studio"
          name="Studio"
          value={video.studio ? [video.studio] : []}
          mayEdit={mayEdit}
          multiple={false}
          none="Not known"
          onSave={([studio]) => edit({ patch: { studioId: studio?.id ?? null }, shown: { studio: studio ?? null }, done: 'Studio saved' })}
        />
      </Part>
      <Part name="Tags">
        <EditableEntities
          kind="tag"
          name="Tags"
          value={video.tags}
          mayEdit={mayEdit}
          none="None yet"
          onSave={(tags) => edit({ patch: { tagIds: tags.map(({ id }) => id) }, shown: { tags }, done: 'Tags saved' })}
        />
      </Part>
      {mayEdit || video.groups.length > 0 ? (
        <Part name="Groups">
          <VideoGroups video={video} mayEdit={mayEdit} edit={edit} />
        </Part>
      ) : null}
      <Part name="Date">
        <EditableText
          name="Date"
          value={video.date}
          schema={DateText}
          placeholder="2019-06-30"
          mayEdit={mayEdit}
          onSave={(date) => edit({ patch: { date }, done: 'Date saved' })}
          none="Not known"
        >
          {video.date ? <p className="text-sm tabular-nums">{formatPartialDate(video.date)}</p> : null}
        </EditableText>
      </Part>
      {mayEdit ? (
        <Part name="Rating">
          <RatingInput
            value={video.rating}
            onChange={(rating) => edit({ patch: { rating }, done: rating === null ? 'Rating removed' : 'Rating saved' })}
          />
        </Part>
      ) : null}
      <Links urls={video.urls} />
      <AllFacts video={video} mayEdit={mayEdit} />
    </div>
  );
}

const Part = ({ name, children }: { name: string; children: ReactNode }) => (
  <section aria-label={name} className="grid gap-1.5">
    <h2 className="text-[0.8125rem] font-medium text-muted">{name}</h2>
    {children}
  </section>
);

function AllFacts({ video, mayEdit }: { video: Video; mayEdit: boolean }) {
  const custom = useCustomFacts('video', video.custom);
  return (
    <dl className="divide-y divide-line/60 border-t border-line pt-2">
      {video.code === null ? null : <Fact name="Code">{video.code}</Fact>}
      {video.director === null ? null : <Fact name="Director">{video.director}</Fact>}
      {custom.map(({ name, value }) =>
        value === null ? null : (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ),
      )}
      <Fact name="Duration">{formatTime(video.durationSeconds)}</Fact>
      {video.part ? (
        <Fact name="Range of its file">
          {formatTime(video.part.startSeconds)} – {formatTime(video.part.endSeconds)}
        </Fact>
      ) : null}
      <Fact name="Resolution">
        {video.width && video.height ? `${resolutionName(video.width, video.height)} (${video.width} × ${video.height})` : '–'}
      </Fact>
      {!mayEdit && video.rating !== null ? <Fact name="Rating">{video.rating} of 100</Fact> : null}
      {video.colours.length > 0 ? (
        <Fact name="Colours">
          <span className="flex gap-1.5">
            {video.colours.map((colour) => (
              <span key={colour} title={colour} className="size-5 rounded border border-line" style={{ backgroundColor: colour }}>
                <span className="sr-only">{colour}</span>
              </span>
            ))}
          </span>
        </Fact>
      ) : null}
      <Fact name="Faces">{video.faces === null ? 'Not looked for yet' : plural(video.faces, 'face') + ' found'}</Fact>
      {video.externalIds.map(({ endpoint, id }) => (
        <Fact key={`${endpoint} ${id}`} name={new URL(endpoint).hostname}>
          <span className="font-mono text-[0.8125rem] break-all">{id}</span>
        </Fact>
      ))}
      <Fact name="Added">{formatInstant(video.createdAt)}</Fact>
      <Fact name="Changed">{formatInstant(video.updatedAt)}</Fact>
    </dl>
  );
}
