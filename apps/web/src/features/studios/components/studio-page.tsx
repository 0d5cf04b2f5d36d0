'use client';

import type { Studio, VideoCard } from '@reelm/contracts';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { EntityHead } from '@/components/detail/entity-head';
import { EntityPage } from '@/components/detail/entity-page';
import { NothingIn } from '@/components/detail/nothing-in';
import { DetailTabs, useTab, type DetailTab } from '@/components/detail/tabs';
import { Tree } from '@/components/detail/tree';
import { entityAddress } from '@/lib/addresses';
import type { ListKind } from '@/components/list/kind';
import { ListPage } from '@/components/list/list-page';

interface StudioPageProps {
  id: string;
  videos: ListKind<VideoCard>;
}

export function StudioPage({ id, videos }: StudioPageProps) {
  return (
    <EntityPage kind="studio" id={id}>
      {(studio, editing) => (
        <>
          <EntityHead kind="studio" entity={studio} editing={editing} above={<Above ancestors={studio.ancestors} />} />
          <Parts studio={studio} videos={videos} />
        </>
      )}
    </EntityPage>
  );
}

/** The way from the top of the tree down to it. */
const Above = ({ ancestors }: { ancestors: Studio['ancestors'] }) =>
  ancestors.length === 0 ? null : (
    <nav aria-label="Belongs to">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-muted">
        {ancestors.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-1">
            <Link href={entityAddress('studio', id)} className="rounded hover:text-accent pointer-coarse:py-2.5">
              {name}
            </Link>
            <ChevronRight className="size-3.5" aria-hidden />
          </li>
        ))}
      </ol>
    </nav>
  );

function Parts({ studio, videos }: { studio: Studio; videos: ListKind<VideoCard> }) {
  const { id, name } = studio;
  const hasBelow = studio.children.length > 0;
  const tabs: readonly DetailTab[] = [
    { id: 'videos', label: 'Videos', count: studio.videosBelow },
    ...(hasBelow ? [{ id: 'own', label: 'Its own', count: studio.videos }] : []),
    { id: 'studios', label: 'Studios below', count: studio.children.length },
  ];
  const tab = useTab(tabs);
  const empty = <NothingIn kind="video">No video is of {name} yet. Open one, or choose many in the list, and set its studio.</NothingIn>;
  return (
    <>
      <DetailTabs label={`About ${name}`} tabs={tabs} current={tab} />
      {tab === 'studios' ? (
        <Tree kind="studio" entity={studio} />
      ) : (
        <ListPage key={tab} kind={videos} within={{ q: tab === 'own' ? `studio=${id}` : `studio:${id}`, name, empty }} />
      )}
    </>
  );
}
