import type { Job } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';

export const jobOf = (given: Partial<Job> = {}): Job => ({
  id: newId(),
  kind: 'transcode.analyze',
  service: 'transcode',
  label: 'beach.mp4',
  parentId: null,
  fileId: null,
  libraryId: null,
  state: 'queued',
  priority: 'normal',
  attempt: 0,
  progress: null,
  error: null,
  queuedAt: '2026-01-31T08:15:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...given,
});
