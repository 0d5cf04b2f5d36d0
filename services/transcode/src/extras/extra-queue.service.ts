import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ExtraKind, jobs, type ArtifactSettings, type Job, type JobPriority } from '@reelm/contracts';
import { Database, JobQueue, type Tx } from '@reelm/service-kit';
import { SettingsRepository } from '../settings/settings.repository.js';
import { ExtrasRepository, type FileToWorkOn, type Wanted } from './extras.repository.js';

const batch = 500;

interface Asking {
  parentId?: string | null;
  priority?: JobPriority;
}

/** Sees to it that what is made of each file without being asked for is asked for. */
@Injectable()
export class ExtraQueueService {
  constructor(
    private readonly settings: SettingsRepository,
    private readonly extras: ExtrasRepository,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  async filesAnalyzed(tx: Tx, fileIds: readonly string[]): Promise<void> {
    const settings = await this.settings.find(tx);
    for (const kind of automatic(settings)) await this.ask(tx, kind, { fileIds, behind: null, limit: null, again: 'missing' });
  }

  /** Asks for a kind of all files that lack it and of which it did not fail. */
  async enqueueMissing(kind: ExtraKind): Promise<void> {
    for (let behind: string | null = null; ;) {
      const files: FileToWorkOn[] = await this.database.transaction((tx) =>
        this.ask(tx, kind, { fileIds: null, behind, limit: batch, again: 'missing' }),
      );
      if (files.length < batch) return;
      behind = files.at(-1)?.fileId ?? null;
    }
  }

  /** Asks for what is made by hand of some files. */
  async generate(tx: Tx, kind: ExtraKind, fileIds: readonly string[], force: boolean, asking: Asking): Promise<number> {
    return (await this.ask(tx, kind, { fileIds, behind: null, limit: null, again: force ? 'all' : 'failed' }, asking)).length;
  }

  private async ask(tx: Tx, kind: ExtraKind, wanted: Wanted, asking: Asking = {}): Promise<FileToWorkOn[]> {
    const files = await this.extras.wanted(tx, kind, wanted);
    await this.enqueue(tx, kind, files, asking);
    return files;
  }

  private enqueue(tx: Tx, kind: ExtraKind, files: readonly FileToWorkOn[], asking: Asking): Promise<Job[]> {
    return this.queue.enqueue(
      tx,
      jobs[kind],
      files.map(({ fileId, libraryId, path, bytes, modifiedAt }) => ({
        payload: { fileId, bytes, modifiedAt },
        label: basename(path),
        fileId,
        libraryId,
        ...asking,
      })),
    );
  }
}

const automatic = (settings: ArtifactSettings): ExtraKind[] => ExtraKind.options.filter((kind) => settings[kind].automatic);
