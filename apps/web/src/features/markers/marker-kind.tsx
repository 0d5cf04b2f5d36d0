'use client';

import { listHttp, searchHttp, type Marker } from '@reelm/contracts';
import { MapPin } from 'lucide-react';
import { memo } from 'react';
import { BulkActions } from '@/components/bulk/bulk-actions';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import { CardFrame } from '@/components/list/card-frame';
import type { CardProps, ListKind } from '@/components/list/kind';
import { MarkerCover } from '@/components/marker-cover';
import { usePreview } from '@/components/preview/use-preview';
import { EmptyState } from '@/components/states';
import { call } from '@/lib/api';
import { cn } from '@/lib/cn';

const MarkerCard = memo(function MarkerCard(props: CardProps<Marker>) {
  const { item, cell } = props;
  const { text } = cell;
  const preview = usePreview(item.previewUrl);
  return (
    <CardFrame {...props} {...preview.handlers} label={`${item.name}, ${item.video.name}`}>
      <MarkerCover marker={item} height={cell.pictureHeight} playing={preview.playing} />
      {text === 'none' ? null : (
        <div className="overflow-hidden pt-2" style={{ height: cell.textHeight }} aria-hidden>
          <p className={cn('truncate leading-5 font-medium', text === 'full' ? 'text-sm' : 'text-[0.8125rem]')}>{item.name}</p>
          {text === 'full' ? (
            <>
              <p className="mt-0.5 truncate text-xs text-muted">{item.video.name}</p>
              <p className="mt-0.5 truncate text-xs text-muted">
                {[item.primaryTag, ...item.tags].flatMap((tag) => (tag ? [tag.name] : [])).join(', ')}
              </p>
            </>
          ) : null}
        </div>
      )}
    </CardFrame>
  );
});

const MarkerPreview = memo(function MarkerPreview(props: CardProps<Marker>) {
  const { item, cell } = props;
  const preview = usePreview(item.previewUrl);
  return (
    <CardFrame {...props} {...preview.handlers} label={`${item.name}, ${item.video.name}`}>
      <MarkerCover marker={item} height={cell.pictureHeight} playing={preview.playing}>
        <span className="absolute inset-x-0 top-0 truncate bg-black/70 px-2 py-1 text-xs text-white opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
          {item.name}
        </span>
      </MarkerCover>
    </CardFrame>
  );
});

const NoMarkers = () => (
  <EmptyState icon={MapPin} title="No markers yet">
    <p>Markers point at moments and ranges of your videos. They are made on the page of a video.</p>
  </EmptyState>
);

export const markerKind: ListKind<Marker> = {
  kind: 'marker',
  ...entityKinds.marker,
  key: 'markers',
  list: (query, signal) => call(listHttp.listMarkers, { query }, { signal }),
  facets: (q, signal) => call(searchHttp.markerFacets, { query: { q } }, { signal }),
  buckets: (query, signal) => call(searchHttp.markerBuckets, { query }, { signal }),
  sort: '-added',
  hrefOf: ({ video, startSeconds }) => `/videos/${video.id}?t=${Math.floor(startSeconds)}`,
  shape: { ratio: 16 / 9, width: 210, text: { full: 76, title: 30 } },
  Card: MarkerCard,
  Preview: MarkerPreview,
  columns: () => import('./marker-columns').then((module) => module.markerColumns),
  Empty: NoMarkers,
  SelectionActions: BulkActions,
};
