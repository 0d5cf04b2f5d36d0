'use client';

import { MarkerUpdate, type Marker } from '@reelm/contracts';
import { EntityForm } from '@/components/entity-form/entity-form';
import type { FormSection } from '@/components/entity-form/form-model';
import type { Fields } from '@/components/edit/values';
import { writeTime } from '@/lib/timecode';

const sections: readonly FormSection[] = [
  {
    title: 'Marker',
    fields: [
      { name: 'startSeconds', label: 'From', type: 'time' },
      { name: 'endSeconds', label: 'To', type: 'time', help: 'Leave it empty for a moment.' },
      { name: 'primaryTagId', label: 'Main tag', type: 'entities', kind: 'tag', multiple: false },
      { name: 'title', label: 'Title', type: 'text', help: 'Left out, it is called by its main tag.' },
      { name: 'tagIds', label: 'Further tags', type: 'entities', kind: 'tag', multiple: true, wide: true },
      { name: 'performerIds', label: 'Performers', type: 'entities', kind: 'performer', multiple: true, wide: true },
    ],
  },
];

interface MarkerFormProps {
  /** One that is there, or where a new one begins. */
  marker: Marker | { startSeconds: number };
  save: (patch: Fields, version: number | undefined) => Promise<unknown>;
  onClose: () => void;
}

/** Makes or changes a marker. */
export function MarkerForm({ marker, save, onClose }: MarkerFormProps) {
  const isNew = !('id' in marker);
  return (
    <EntityForm
      title={isNew ? `New marker at ${writeTime(marker.startSeconds)}` : `Edit ${marker.name}`}
      what="marker"
      sections={sections}
      schema={MarkerUpdate}
      entity={marker}
      action={isNew ? 'Add' : 'Save'}
      save={({ patch }, version) => save(patch, version)}
      onClose={onClose}
    />
  );
}
