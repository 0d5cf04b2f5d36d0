import type { FailureReason, JobState, MediaInfo, ServiceName, SheetLayout, VideoState } from '@reelm/contracts';

/** A file as it lies in a library folder. */
export interface DiskFile {
  libraryId: string;
  path: string;
  bytes: number;
}

/** Row of ingest. */
export interface IngestFile {
  id: string;
  libraryId: string;
  path: string;
  bytes: number;
  missing: boolean;
}

/** Row of transcode. */
export interface AnalysedFile {
  fileId: string;
  state: 'pending' | 'ready' | 'failed';
  problem: FailureReason | null;
  artifacts: StoredArtifact[];
}

export interface StoredArtifact {
  kind: string;
  key: string;
  bytes: number;
  layout: SheetLayout | null;
}

/** Row of catalog with the video that shows it. */
export interface ShownFile {
  id: string;
  libraryId: string;
  path: string;
  bytes: number;
  present: boolean;
  state: VideoState;
  problem: FailureReason | null;
  media: MediaInfo | null;
  artifacts: StoredArtifact[];
  video: {
    id: string;
    name: string;
    state: VideoState;
    listed: boolean;
    coverKey: string | null;
    spriteKey: string | null;
    vttKey: string | null;
  } | null;
}

/** A job as its owner, or the ledger, has it. */
export interface JobFact {
  id: string;
  service: ServiceName;
  kind: string;
  state: JobState;
  attempt: number;
}

export interface StoredObject {
  key: string;
  bytes: number;
  modifiedAt: Date;
  /** What the content is, judged by the content. */
  content: 'jpeg' | 'webvtt' | 'other';
  sha256: string;
}

/** Everything that can be seen from outside of a Reelm at rest. */
export interface World {
  onDisk: DiskFile[];
  /** Places from which somebody took a file away: what is known of it may stay, as that of a missing file. */
  takenAway: Omit<DiskFile, 'bytes'>[];
  ingest: IngestFile[];
  transcode: AnalysedFile[];
  catalog: ShownFile[];
  /** Videos that no file is shown by. */
  emptyVideos: string[];
  jobs: JobFact[];
  ledger: JobFact[];
  objects: StoredObject[];
  /** Objects that were replaced and are about to be removed. */
  obsoleteKeys: string[];
  /** Half-written objects that were left behind. */
  unfinishedObjects: string[];
  /** Events that wait in each service's outbox. */
  outboxPending: Record<string, number>;
  /** Events that a consumer has not yet taken, by consumer. */
  consumersPending: Record<string, number>;
  /** Requests for a scan that nobody takes up. */
  scanRequests: number;
  deadLetters: string[];
  /** Command lines of processes that belong to nobody. */
  strayProcesses: string[];
  /** Leftovers in the workers' private folders. */
  scratch: string[];
}
