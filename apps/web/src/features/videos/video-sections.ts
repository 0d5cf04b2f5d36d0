import type { FormSection } from '@/components/entity-form/form-model';
import { date, details, ids, tags, text, urls } from '@/components/entity-form/kind-fields';

/** All fields of a video's form; who appears and in which groups it is have editors of their own. */
export const videoSections: readonly FormSection[] = [
  {
    title: 'Name',
    fields: [
      { ...text('title', 'Title'), wide: true },
      date('date', 'Date'),
      { ...text('code', 'Code'), help: 'What its publisher calls it.' },
      text('director', 'Director'),
      { name: 'studioId', label: 'Studio', type: 'entities', kind: 'studio', multiple: false },
    ],
  },
  { title: 'More', fields: [tags, details, urls, ids] },
];
