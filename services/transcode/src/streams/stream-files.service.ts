import { createHash } from 'node:crypto';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppError, Log } from '@reelm/service-kit';
import { FilesRepository } from '../files/files.repository.js';
import type { Content } from '../files/content.js';
import { SourceRepository } from '../media/source.repository.js';
import { StreamSourcesRepository, type CutPlaces } from './stream-sources.repository.js';
import { StreamToolsRepository } from './stream-tools.repository.js';
import type { StreamDetails } from './stream-details.js';

interface Facts {
  details: StreamDetails;
  /** Null until it was found out. */
  cuts: CutPlaces | null;
}

/** A file that can be played now. */
export interface StreamFile extends Facts {
  content: Content;
  /** Absolute. */
  path: string;
  /** Ending of its name, lower case, without the dot. */
  extension: string;
}

/** Grows when streams of the same file are cut or converted in another way than before. */
const recipe = '1';
const mostRemembered = 100;

/** Files as players need to know them: looked at when first asked for, and remembered. */
@Injectable()
export class StreamFilesService {
  /** The least recently found out first. */
  private readonly remembered = new Map<string, Facts>();
  private readonly scans = new Map<string, Promise<CutPlaces>>();

  constructor(
    private readonly files: FilesRepository,
    private readonly sources: SourceRepository,
    private readonly known: StreamSourcesRepository,
    private readonly tools: StreamToolsRepository,
    private readonly log: Log,
  ) {}

  /** @throws AppError video.file_missing, and what is wrong with a file that cannot be played */
  async find(fileId: string): Promise<StreamFile> {
    const file = await this.files.findPresent(fileId);
    const { bytes, modifiedAt } = file;
    const content: Content = { fileId, bytes, modifiedAt };
    const path = join(file.root, file.path);
    if (!(await this.sources.isUnchanged(path, content))) throw new AppError('video.file_missing', { path: file.path });
    return { content, path, extension: extname(path).slice(1).toLowerCase(), ...(await this.facts(content, path)) };
  }

  /** Remembered here too: each segment asks for them. */
  private async facts(content: Content, path: string): Promise<Facts> {
    const key = contentKey(content);
    const remembered = this.remembered.get(key);
    if (remembered !== undefined) return remembered;
    const known = await this.known.find(content);
    const facts = known ?? { details: await this.tools.details(path), cuts: null };
    if (known === null) await this.known.store(content, facts.details, null);
    this.remember(key, facts);
    return facts;
  }

  private remember(key: string, facts: Facts): void {
    this.remembered.delete(key);
    this.remembered.set(key, facts);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest);
  }

  /** Where the picture can be cut: found out once, however many ask. */
  async cutPlaces(file: StreamFile): Promise<CutPlaces> {
    if (file.cuts !== null) return file.cuts;
    const key = contentKey(file.content);
    const scan = this.scans.get(key) ?? this.scan(file).finally(() => this.scans.delete(key));
    this.scans.set(key, scan);
    return scan;
  }

  /** The same, or null when that takes longer than one waits; it goes on meanwhile. */
  async cutPlacesWithin(file: StreamFile, ms: number): Promise<CutPlaces | null> {
    const scan = this.cutPlaces(file);
    scan.catch((error: unknown) => this.log.warning({ err: error, fileId: file.content.fileId }, 'a file could not be indexed'));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
    return Promise.race([scan, patience]).finally(() => clearTimeout(timer));
  }

  private async scan(file: StreamFile): Promise<CutPlaces> {
    const cuts = await this.tools.cutPlaces(file.path, file.details);
    await this.known.store(file.content, file.details, cuts);
    this.remember(contentKey(file.content), { details: file.details, cuts });
    return cuts;
  }
}

const contentKey = ({ fileId, bytes, modifiedAt }: Content): string => `${fileId}:${bytes}:${Date.parse(modifiedAt)}`;

/** Short name of a content and of everything that decides how it is cut and converted. */
export const streamVersion = (content: Content, encoder: string): string =>
  createHash('sha256')
    .update(`${contentKey(content)}:${encoder}:${recipe}`)
    .digest('hex')
    .slice(0, 12);
