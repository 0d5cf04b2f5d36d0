'use client';

import type { Marker, Performer, VideoCard } from '@reelm/contracts';
import { EntityHead } from '@/components/detail/entity-head';
import { EntityPage } from '@/components/detail/entity-page';
import { DetailTabs, useTab, type DetailTab } from '@/components/detail/tabs';
import { NothingIn } from '@/components/detail/nothing-in';
import type { ListKind } from '@/components/list/kind';
import { ListPage } from '@/components/list/list-page';
import { performerFacts } from '../performer-facts';
import { CoPerformers } from './co-performers';
import { Timeline } from './timeline';

interface PerformerPageProps {
  id: string;
  videos: ListKind<VideoCard>;
  markers: ListKind<Marker>;
}

export function PerformerPage({ id, videos, markers }: PerformerPageProps) {
  return (
    <EntityPage kind="performer" id={id}>
      {(performer, editing) => (
        <>
          <EntityHead
            kind="performer"
            entity={performer}
            editing={editing}
            aside={performer.disambiguation}
            facts={performerFacts(performer)}
          />
          <Parts performer={performer} videos={videos} markers={markers} />
        </>
      )}
    </EntityPage>
  );
}

interface PartsProps extends Omit<PerformerPageProps, 'id'> {
  performer: Performer;
}

function Parts({ performer, videos, markers }: PartsProps) {
  const tabs: readonly DetailTab[] = [
    { id: 'videos', label: 'Videos', count: performer.videos },
    { id: 'markers', label: 'Markers', count: performer.markers },
    { id: 'with', label: 'Appears with' },
    { id: 'timeline', label: 'Timeline' },
  ];
  const tab = useTab(tabs);
  const q = `performer:${performer.id}`;
  const { name } = performer;
  return (
    <>
      <DetailTabs label={`About ${name}`} tabs={tabs} current={tab} />
      {tab === 'videos' ? (
        <ListPage
          key={tab}
          kind={videos}
          within={{ q, name, empty: <NothingIn kind="video">No video names {name} yet. Open one and add them there.</NothingIn> }}
        />
      ) : tab === 'markers' ? (
        <ListPage
          key={tab}
          kind={markers}
          within={{ q, name, empty: <NothingIn kind="marker">No moment of a video is marked with {name} yet.</NothingIn> }}
        />
      ) : tab === 'with' ? (
        <CoPerformers performer={performer} />
      ) : (
        <Timeline performer={performer} videos={videos} />
      )}
    </>
  );
}
