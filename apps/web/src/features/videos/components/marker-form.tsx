'use client';

import { MarkerUpdate } from '@reelm/contracts';
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
  /** Where it begins. */
  startSeconds: number;
  save: (fields: Fields) => Promise<unknown>;
  onClose: () => void;
}

/** Makes a marker. */
export const MarkerForm = ({ startSeconds, save, onClose }: MarkerFormProps) => (
  <EntityForm
    title={`New marker at ${writeTime(startSeconds)}`}
    what="marker"
    sections={sections}
    schema={MarkerUpdate}
    entity={{ startSeconds }}
    action="Add"
    save={({ patch }) => save(patch)}
    onClose={onClose}
  />
);
