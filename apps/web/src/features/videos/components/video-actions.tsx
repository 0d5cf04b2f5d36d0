'use client';

import { BulkActions } from '@/components/bulk/bulk-actions';
import { GenerateActions } from '@/components/generate/generate-actions';
import type { SelectionActionsProps } from '@/components/list/kind';

/** What can be done with videos that are chosen. */
export const VideoActions = (props: SelectionActionsProps) => (
  <>
    <BulkActions {...props} />
    <GenerateActions {...props} />
  </>
);
