import { setTimeout as delay } from 'node:timers/promises';
import { http, type EndpointDefinition, type Job, type JobQueue, type Library, type ResponseOf } from '@reelm/contracts';
import { ApiClient, ApiRefusal } from '@reelm/testing';

export const administrator = { username: 'admin', password: 'a long enough password' };

const passingStatus = [429, 502, 503];
/** Whether the same request may succeed in a moment: nobody listens, or the server says so. */
const isPassing = (error: unknown): boolean =>
  error instanceof ApiRefusal ? passingStatus.includes(error.status) : error instanceof TypeError;

/** The public API as a client uses it that knows that servers fail now and then. */
export class PatientClient extends ApiClient {
  /** Tries again while something is away. @throws what the last try threw after `withinMs` */
  async insist<D extends EndpointDefinition>(
    endpoint: D,
    input: Parameters<typeof this.call<D>>[1] = {},
    withinMs = 60_000,
  ): Promise<ResponseOf<D>> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      try {
        return await this.call(endpoint, input);
      } catch (error) {
        if (!isPassing(error) || Date.now() > deadline) throw error;
        await delay(100);
      }
    }
  }

  /** Adds a folder under a name that no other has. When the server dies before it answers, the folder may have been added all the same. */
  async addLibrary(name: string, path: string, watch = false): Promise<Library> {
    return this.insist(http.createLibrary, { body: { name, path, watch } }).catch(async (error: unknown) => {
      if (!(error instanceof ApiRefusal) || error.code !== 'library.overlaps') throw error;
      const { items } = await this.insist(http.listLibraries);
      const added = items.find((library) => library.name === name);
      if (added === undefined) throw error;
      return added;
    });
  }

  scan(libraryId: string): Promise<Job> {
    return this.insist(http.scanLibrary, { params: { id: libraryId } });
  }

  pauseQueue(kind: string, paused: boolean): Promise<JobQueue> {
    return this.insist(http.updateJobQueue, { params: { kind }, body: { paused } });
  }

  cancel(jobId: string): Promise<Job> {
    return this.insist(http.cancelJob, { params: { id: jobId } });
  }

  retry(jobId: string): Promise<Job> {
    return this.insist(http.retryJob, { params: { id: jobId } });
  }
}
