import { Injectable } from '@nestjs/common';
import { type GeneratedKind, type JobPriority, type RpcInput, type rpcs } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { ExtraQueueService } from '../extras/extra-queue.service.js';
import { FilesService } from '../files/files.service.js';
import { FingerprintQueueService } from '../fingerprints/fingerprint-queue.service.js';

/** So few files are somebody's own wish of this moment; more are worked off behind what else is to be done. */
const askedForNow = 20;

/** Asks for what people want made of files. */
@Injectable()
export class GenerateService {
  constructor(
    private readonly files: FilesService,
    private readonly fingerprints: FingerprintQueueService,
    private readonly extras: ExtraQueueService,
    private readonly database: Database,
  ) {}

  /** Files that are not there, or not known, are passed over. @returns how many jobs that are */
  generate({ kinds, fileIds, mode, parentId }: RpcInput<typeof rpcs.generateArtifacts>): Promise<{ jobs: number }> {
    const asking = { parentId, ...(fileIds.length <= askedForNow ? { priority: 'normal' as JobPriority } : {}) };
    return this.database.transaction(async (tx) => {
      let jobs = 0;
      for (const kind of kinds) jobs += await this.ask(tx, kind, fileIds, mode === 'force', asking);
      return { jobs };
    });
  }

  private ask(
    tx: Tx,
    kind: GeneratedKind,
    fileIds: readonly string[],
    force: boolean,
    asking: { parentId: string | null; priority?: JobPriority },
  ): Promise<number> {
    switch (kind) {
      case 'pictures':
        return this.files.generate(tx, fileIds, force ? 'all' : 'unseen', asking);
      case 'cuts':
        return this.files.generate(tx, fileIds, force ? 'all' : 'cutless', asking);
      case 'fingerprint':
        return this.fingerprints.generate(tx, fileIds, force, asking);
      case 'preview':
      case 'timeline':
      case 'subtitles':
        return this.extras.generate(tx, kind, fileIds, force, asking);
    }
  }
}
