import { Injectable } from '@nestjs/common';
import { jobs, type FailureReason, type StashBox, type StashBoxCreate, type StashBoxUpdate } from '@reelm/contracts';
import { AppError, JobQueue, Log, newId, type JobEffects, type Tx } from '@reelm/service-kit';
import type { z } from 'zod';
import { StashBoxClient } from '../protocol/stash-box.client.js';
import { Vault } from '../secrets/vault.js';
import { isSameServer, toStashBox, type Endpoint, type LastCheck } from './endpoint.js';
import { EndpointsRepository } from './endpoints.repository.js';

/** The stash-boxes to ask. Keys go in, are stored locked, and leave only in requests to the stash-box that they belong to. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly repository: EndpointsRepository,
    private readonly vault: Vault,
    private readonly client: StashBoxClient,
    private readonly queue: JobQueue,
    private readonly log: Log,
  ) {}

  async list(): Promise<StashBox[]> {
    return (await this.repository.list()).map(toStashBox);
  }

  /** Adds a stash-box and has it checked. @throws AppError `stashbox.name_taken` */
  async create({ name, url, apiKey }: z.infer<typeof StashBoxCreate>): Promise<StashBox> {
    const id = newId();
    const endpoint = await this.repository.transaction(async (tx) => {
      const inserted = await this.repository.insert(tx, { id, name, url, lockedKey: this.vault.lock(id, apiKey) });
      await this.enqueueCheck(tx, inserted);
      return inserted;
    });
    return toStashBox(endpoint);
  }

  /**
   * Changes what is given; a changed address or key is checked anew.
   * @throws AppError `stashbox.not_found`, `stashbox.name_taken`, `stashbox.key_required`
   */
  async update(id: string, { name, url, apiKey }: z.infer<typeof StashBoxUpdate>): Promise<StashBox> {
    const endpoint = await this.repository.transaction(async (tx) => {
      const known = await this.repository.findForUpdate(tx, id);
      if (known === null) throw new AppError('stashbox.not_found');
      const movesAway = url !== undefined && !isSameServer(url, known.url);
      if (movesAway && apiKey === undefined) throw new AppError('stashbox.key_required');
      const checkIsStale = apiKey !== undefined || (url !== undefined && url !== known.url);
      const updated = await this.repository.update(tx, {
        ...known,
        name: name ?? known.name,
        url: url ?? known.url,
        lockedKey: apiKey === undefined ? known.lockedKey : this.vault.lock(id, apiKey),
        lastCheck: checkIsStale ? null : known.lastCheck,
      });
      if (checkIsStale) await this.enqueueCheck(tx, updated);
      return updated;
    });
    return toStashBox(endpoint);
  }

  /** @throws AppError `stashbox.not_found` */
  async remove(id: string): Promise<void> {
    if (!(await this.repository.remove(id))) throw new AppError('stashbox.not_found');
  }

  /** Checks at once and tells the result; a stash-box that fails the check is a result, not an error. @throws AppError `stashbox.not_found` */
  async check(id: string): Promise<StashBox> {
    const endpoint = await this.repository.find(id);
    if (endpoint === null) throw new AppError('stashbox.not_found');
    const lastCheck = await this.ask(endpoint);
    await this.repository.transaction((tx) => this.repository.recordCheck(tx, endpoint, lastCheck));
    return toStashBox({ ...endpoint, lastCheck });
  }

  /** The check as a job. It starts over when address or key change meanwhile, and nothing happens when the stash-box was removed. */
  async checkInBackground(id: string, signal: AbortSignal): Promise<JobEffects> {
    for (let endpoint = await this.repository.find(id); endpoint !== null;) {
      const checked = endpoint;
      const lastCheck = await this.ask(checked, signal);
      endpoint = await this.repository.find(id);
      if (endpoint?.url === checked.url && endpoint.lockedKey === checked.lockedKey)
        return (tx) => this.repository.recordCheck(tx, checked, lastCheck);
    }
    return () => Promise.resolve();
  }

  private async enqueueCheck(tx: Tx, { id, name }: Endpoint): Promise<void> {
    await this.queue.enqueue(tx, jobs.checkStashBox, [{ payload: { stashBoxId: id }, label: name }]);
  }

  private async ask({ id, url, lockedKey }: Endpoint, signal?: AbortSignal): Promise<LastCheck> {
    const at = new Date().toISOString();
    try {
      const { user, version } = await this.client.identify({ url, apiKey: this.vault.open(id, lockedKey) }, signal);
      this.log.info({ stashBoxId: id, version }, 'a stash-box knows us');
      return { at, ok: true, user, version, problem: null };
    } catch (error) {
      if (!(error instanceof AppError) || signal?.aborted === true) throw error;
      const problem: FailureReason = error.toReason();
      this.log.warning({ stashBoxId: id, problem: problem.code }, 'a stash-box did not pass its check');
      return { at, ok: false, user: null, version: null, problem };
    }
  }
}
