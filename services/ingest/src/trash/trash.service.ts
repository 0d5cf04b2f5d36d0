import { Injectable } from '@nestjs/common';
import { events, type TrashContent, type TrashedFile } from '@reelm/contracts';
import { AppError, Outbox, type Tx } from '@reelm/service-kit';
import { LibraryPresence } from '../libraries/library-presence.js';
import { namesBeside, trashPath } from '../placing/file-names.js';
import { LibraryWriter } from '../placing/library-writer.repository.js';
import { FilesRepository, toFileState, type FileRow } from '../scan/files.repository.js';
import { shown, TrashRepository, type TrashRow } from './trash.repository.js';

/** Files that people deleted lie in a folder of their library that scans pass by, with all that is known of them, until they are deleted for good. */
@Injectable()
export class TrashService {
  constructor(
    private readonly trash: TrashRepository,
    private readonly files: FilesRepository,
    private readonly presence: LibraryPresence,
    private readonly writer: LibraryWriter,
    private readonly outbox: Outbox,
  ) {}

  /** Done again it finds the file in the trash and goes on. */
  async put(tx: Tx, file: FileRow & { root: string }, jobId: string | null): Promise<void> {
    const { id, libraryId, root, path } = file;
    // One that went by itself needs no trash.
    if ((await this.writer.look({ root, path })) !== null) await this.writer.move(root, path, trashPath(id, path));
    else if ((await this.writer.look({ root, path: trashPath(id, path) })) === null) return;
    await this.trash.add(tx, id);
    const rows = await this.files.markMissing(tx, libraryId, [{ id, path }]);
    await this.outbox.append(
      tx,
      events.fileMissing,
      rows.map((row) => toFileState(row, jobId)),
    );
  }

  list(): Promise<TrashContent> {
    return this.trash.content();
  }

  /** Puts a file back to where it was, or beside what has its name now. @throws AppError `trash.not_found`, `library.unavailable` */
  async restore(fileId: string): Promise<TrashedFile> {
    const row = await this.find(fileId);
    const { root, libraryId } = row;
    await this.presence.assertThere(libraryId, root);
    const from = trashPath(fileId, row.path);
    const found = await this.writer.look({ root, path: from });
    if (found === null) throw new AppError('trash.not_found');
    const path = await this.moveBack(row, from);
    await this.trash.inTransaction(async (tx) => {
      await this.trash.remove(tx, fileId);
      const known = await this.files.find(fileId);
      if (known === undefined || known.present) return;
      const rows = await this.files.place(tx, libraryId, [{ ...known, path }]);
      await this.outbox.append(
        tx,
        events.fileRestored,
        rows.map((one) => toFileState(one, null)),
      );
    });
    await this.writer.remove({ root, path: trashPath(fileId, '') });
    return { ...shown(row), path };
  }

  /** @throws AppError `trash.not_found`, `library.unavailable` */
  async purge(fileId: string): Promise<void> {
    const row = await this.find(fileId);
    await this.presence.assertThere(row.libraryId, row.root);
    await this.delete(row);
  }

  /** Deletes a file for good. Whether its disk is there is known: a file that is not found counts as deleted. */
  async delete({ root, fileId }: Pick<TrashRow, 'root' | 'fileId'>): Promise<void> {
    await this.writer.remove({ root, path: trashPath(fileId, '') });
    await this.trash.inTransaction((tx) => this.trash.markPurged(tx, fileId));
  }

  private async moveBack({ root, path }: TrashRow, from: string): Promise<string> {
    const extension = path.slice(path.lastIndexOf('.') + 1);
    for (const candidate of namesBeside(path, '', extension)) if (await this.writer.move(root, from, candidate)) return candidate;
    throw new AppError('trash.not_found');
  }

  private async find(fileId: string): Promise<TrashRow> {
    const row = await this.trash.find(fileId);
    if (row === undefined) throw new AppError('trash.not_found');
    return row;
  }
}
