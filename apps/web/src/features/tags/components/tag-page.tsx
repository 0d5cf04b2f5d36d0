'use client';

import type { Marker, PerformerCard, Tag, VideoCard } from '@reelm/contracts';
import { EditableEntities } from '@/components/edit/editable-entities';
import type { EditControl } from '@/components/edit/use-edit';
import { EntityHead } from '@/components/detail/entity-head';
import { EntityPage } from '@/components/detail/entity-page';
import { NothingIn } from '@/components/detail/nothing-in';
import { DetailTabs, useTab, type DetailTab } from '@/components/detail/tabs';
import { Tree } from '@/components/detail/tree';
import { listed, usesOf } from '@/components/detail/uses';
import type { ListKind } from '@/components/list/kind';
import { ListPage } from '@/components/list/list-page';
import { useMay } from '@/lib/session';

interface TagPageProps {
  id: string;
  videos: ListKind<VideoCard>;
  performers: ListKind<PerformerCard>;
  markers: ListKind<Marker>;
}

export function TagPage({ id, ...lists }: TagPageProps) {
  return (
    <EntityPage kind="tag" id={id}>
      {(tag, editing) => (
        <>
          <EntityHead
            kind="tag"
            entity={tag}
            editing={editing}
            summary={listed(usesOf('tag', tag)) || (tag.videosBelow > 0 ? 'Used through the tags below it alone' : 'Not used yet')}
            facts={[{ name: 'Sorted as', value: tag.sortName }]}
          >
            <Parents tag={tag} editing={editing} />
          </EntityHead>
          <Parts tag={tag} {...lists} />
        </>
      )}
    </EntityPage>
  );
}

/** Tags that include this one. */
function Parents({ tag, editing }: { tag: Tag; editing: EditControl<Tag> }) {
  const mayEdit = useMay('editor');
  if (tag.parents.length === 0 && !mayEdit) return null;
  return (
    <section className="grid gap-1.5">
      <h2 className="text-xs text-muted">Stands below</h2>
      <EditableEntities
        kind="tag"
        name="Tags above"
        value={tag.parents}
        mayEdit={mayEdit}
        onSave={(parents) =>
          editing.edit({ patch: { parentIds: parents.map(({ id }) => id) }, shown: { parents }, done: `${tag.name} moved` })
        }
      />
    </section>
  );
}

function Parts({ tag, videos, performers, markers }: Omit<TagPageProps, 'id'> & { tag: Tag }) {
  const { id, name } = tag;
  const hasBelow = tag.children.length > 0;
  const tabs: readonly DetailTab[] = [
    { id: 'videos', label: 'Videos', count: tag.videosBelow, exact: tag.videosBelowExact },
    ...(hasBelow ? [{ id: 'own', label: 'Its own', count: tag.videos }] : []),
    { id: 'markers', label: 'Markers', count: tag.markers },
    { id: 'performers', label: 'Performers', count: tag.performers },
    { id: 'tags', label: 'Tags below', count: tag.children.length },
  ];
  const tab = useTab(tabs);
  const part = (q: string, kind: 'video' | 'marker' | 'performer') => ({
    q,
    name,
    empty: <NothingIn kind={kind}>Nothing of this kind has the tag {name}.</NothingIn>,
  });
  return (
    <>
      <DetailTabs label={`About ${name}`} tabs={tabs} current={tab} />
      {tab === 'tags' ? (
        <Tree kind="tag" entity={tag} />
      ) : tab === 'markers' ? (
        <ListPage key={tab} kind={markers} within={part(`tag:${id}`, 'marker')} />
      ) : tab === 'performers' ? (
        <ListPage key={tab} kind={performers} within={part(`tag:${id}`, 'performer')} />
      ) : (
        <ListPage key={tab} kind={videos} within={part(tab === 'own' ? `tag=${id}` : `tag:${id}`, 'video')} />
      )}
    </>
  );
}
