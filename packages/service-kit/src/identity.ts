import type { ServiceName } from '@reelm/contracts';

/** Who this process is. */
export interface ServiceIdentity {
  service: ServiceName;
  /** PostgreSQL schema of the service. */
  schema: string;
  /** PostgreSQL schema of its job queue engine. */
  queueSchema: string;
  version: string;
  startedAt: Date;
}
export const SERVICE_IDENTITY = Symbol('SERVICE_IDENTITY');
