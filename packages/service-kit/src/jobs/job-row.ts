import type { FailureReason, Job, JobPriority, JobState, Progress, ServiceName } from '@reelm/contracts';

/** A row of the table `job`. */
export interface JobRow {
  id: string;
  kind: string;
  key: string;
  payload: unknown;
  label: string;
  parent_id: string | null;
  file_id: string | null;
  library_id: string | null;
  state: JobState;
  priority: number;
  attempt: number;
  crashes: number;
  tries: number;
  cancel_requested: boolean;
  progress: Progress | null;
  error: FailureReason | null;
  message_id: string;
  correlation_id: string;
  traceparent: string | null;
  queued_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const priorities: Record<JobPriority, number> = { background: 0, normal: 10, interactive: 20 };
export const priorityNumber = (priority: JobPriority): number => priorities[priority];
const priorityName = (value: number): JobPriority =>
  value >= priorities.interactive ? 'interactive' : value >= priorities.normal ? 'normal' : 'background';

export const toJob = (row: JobRow, service: ServiceName): Job => ({
  id: row.id,
  kind: row.kind,
  service,
  label: row.label,
  parentId: row.parent_id,
  fileId: row.file_id,
  libraryId: row.library_id,
  state: row.state,
  priority: priorityName(row.priority),
  attempt: row.attempt,
  progress: row.progress,
  error: row.error,
  queuedAt: row.queued_at.toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
});
