import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@reelm/service-kit';
import { processMark } from '../media/ffmpeg.repository.js';

/**
 * Segments on disk for a while. What is kept never exceeds the limit: what was not asked for the longest goes first. The folder is named as
 * those of other runs are, so that the next start removes what a killed process left.
 */
export class SegmentStore {
  /** Sizes by name, the longest unused first. */
  private readonly sizes = new Map<string, number>();
  private total = 0;
  /** What is being written, by name. */
  private readonly unwritten = new Map<string, Buffer>();
  private folder: Promise<string> | undefined;

  constructor(
    private readonly scratchFolder: string,
    private readonly limitBytes: number,
  ) {}

  get bytes(): number {
    return this.total;
  }

  /**
   * Can be got at once; kept when it has been written.
   * @throws AppError storage.full when there is no room even after half of what is kept was removed
   */
  async put(stream: string, index: number, bytes: Buffer): Promise<void> {
    const name = nameOf(stream, index);
    this.unwritten.set(name, bytes);
    try {
      await this.write(name, bytes);
    } finally {
      if (this.unwritten.get(name) === bytes) this.unwritten.delete(name);
    }
  }

  has(stream: string, index: number): boolean {
    const name = nameOf(stream, index);
    return this.unwritten.has(name) || this.sizes.has(name);
  }

  async get(stream: string, index: number): Promise<Buffer | null> {
    const name = nameOf(stream, index);
    const unwritten = this.unwritten.get(name);
    if (unwritten !== undefined) return unwritten;
    const size = this.sizes.get(name);
    if (size === undefined) return null;
    this.sizes.delete(name);
    this.sizes.set(name, size);
    try {
      return await readFile(join(await this.open(), name));
    } catch {
      // It went meanwhile, or somebody tidied the folder.
      this.forget(name);
      return null;
    }
  }

  async clear(): Promise<void> {
    const folder = await this.folder;
    this.folder = undefined;
    this.sizes.clear();
    this.total = 0;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  private async write(name: string, bytes: Buffer): Promise<void> {
    await this.shrinkTo(this.limitBytes - bytes.length);
    const path = join(await this.open(), name);
    // Two runs may make the same segment, and one of them while it is read.
    const part = `${path}.${randomUUID()}`;
    try {
      await writeFile(part, bytes);
    } catch (error) {
      if (!isFull(error)) throw error;
      await rm(part, { force: true });
      await this.shrinkTo(this.total / 2);
      await writeFile(part, bytes).catch(async (again: unknown) => {
        await rm(part, { force: true });
        throw isFull(again) ? new AppError('storage.full', { path: this.scratchFolder }) : again;
      });
    }
    await rename(part, path);
    this.forget(name);
    this.sizes.set(name, bytes.length);
    this.total += bytes.length;
  }

  private open(): Promise<string> {
    this.folder ??= this.makeFolder().catch((error: unknown) => {
      // There may be room for it later.
      this.folder = undefined;
      throw error;
    });
    return this.folder;
  }

  private async makeFolder(): Promise<string> {
    const folder = join(this.scratchFolder, `run-${(await processMark(process.pid)) ?? process.pid}-streams`);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  private async shrinkTo(bytes: number): Promise<void> {
    for (const name of this.sizes.keys()) {
      if (this.total <= bytes) return;
      this.forget(name);
      await rm(join(await this.open(), name), { force: true });
    }
  }

  private forget(name: string): void {
    this.total -= this.sizes.get(name) ?? 0;
    this.sizes.delete(name);
  }
}

const nameOf = (stream: string, index: number): string => `${stream}-${index}.m4s`;

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOSPC';
