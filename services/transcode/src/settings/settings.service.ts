import { Injectable } from '@nestjs/common';
import { ExtraKind, type ArtifactSettings, type ArtifactSettingsUpdate } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { ExtraQueueService } from '../extras/extra-queue.service.js';
import { FingerprintQueueService } from '../fingerprints/fingerprint-queue.service.js';
import { SettingsRepository } from './settings.repository.js';

@Injectable()
export class SettingsService {
  constructor(
    private readonly settings: SettingsRepository,
    private readonly fingerprints: FingerprintQueueService,
    private readonly extras: ExtraQueueService,
    private readonly database: Database,
  ) {}

  find(): Promise<ArtifactSettings> {
    return this.settings.find();
  }

  /** What is missing of what is now made of every file is asked for. */
  async update(change: ArtifactSettingsUpdate): Promise<ArtifactSettings> {
    const settings = await this.database.transaction((tx) => this.settings.update(tx, change));
    if (change.fingerprints?.automatic === true) await this.fingerprints.enqueueMissing();
    for (const kind of ExtraKind.options) if (change[kind]?.automatic === true) await this.extras.enqueueMissing(kind);
    return settings;
  }
}
