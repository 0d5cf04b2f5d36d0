import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppError } from '@reelm/service-kit';
import { SourceRepository } from '../media/source.repository.js';
import { isContentOf, type Content } from './content.js';
import { FilesRepository, type KnownFile } from './files.repository.js';

/** The content of a file that a job was asked to read, where it lies now: file and library may have moved since. */
export interface Source {
  file: KnownFile;
  /** Absolute. */
  path: string;
  /** Whether it still is what the job was asked for, as far as the disk tells. */
  isUnchanged: () => Promise<boolean>;
  /** @throws AppError `media.vanished` */
  assertUnchanged: () => Promise<void>;
}

@Injectable()
export class SourcesService {
  constructor(
    private readonly files: FilesRepository,
    private readonly disk: SourceRepository,
  ) {}

  /** Null where the file was forgotten, or is known to have other content by now: that content has jobs of its own. */
  async find(content: Content): Promise<Source | null> {
    const file = await this.files.find(content.fileId);
    if (file === null || !isContentOf(file, content)) return null;
    const path = join(file.root, file.path);
    const isUnchanged = () => this.disk.isUnchanged(path, content);
    const assertUnchanged = async () => {
      if (!(await isUnchanged())) throw new AppError('media.vanished');
    };
    return { file, path, isUnchanged, assertUnchanged };
  }
}
