import { mkdir, rename, rm, rmdir, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cast, cutOff, isLoneFilm, writeLibrary, writtenAt, type LibraryFile, type Mould } from './media.js';
import { poison, type Ending } from './poison.js';
import type { Random } from './random.js';
import type { FileAccident, Remains } from './schedule.js';

/** The folder of a library, and what its owner does to it. */
export class Shelf {
  /** What lies at each path: the path at which a library without accidents has the same content. */
  readonly contents: Map<string, string>;
  /** Files that mean harm, and what may become of them. */
  readonly poisoned = new Map<string, Ending>();
  /** Films for which less was made, as there was no memory for all. */
  readonly starved = new Set<string>();
  /** Places from which a file was taken. */
  readonly takenAway = new Set<string>();
  private readonly victims: readonly string[];
  private readonly substitutes: readonly [Mould, ...Mould[]];

  private constructor(
    readonly root: string,
    files: readonly LibraryFile[],
    private readonly moulds: readonly Mould[],
    private readonly random: Random,
  ) {
    this.contents = new Map(files.map(({ path }) => [path, path]));
    this.victims = random.shuffle([...this.contents.keys()].filter(isLoneFilm));
    this.substitutes = moulds.filter(({ name }) => isLoneFilm(name)) as [Mould, ...Mould[]];
  }

  static async write(root: string, files: readonly LibraryFile[], moulds: readonly Mould[], random: Random): Promise<Shelf> {
    await writeLibrary(root, files);
    return new Shelf(root, files, moulds, random);
  }

  /** Puts in files that mean harm. */
  async poison(names: readonly string[]): Promise<void> {
    for (const [path, ending] of await poison(this.root, names, { moulds: this.moulds, random: this.random })) {
      this.poisoned.set(path, ending);
      this.contents.set(path, typeof ending === 'object' && 'like' in ending ? ending.like : path);
    }
  }

  /** How many files there are. */
  get files(): number {
    return this.contents.size;
  }

  /** The `number`-th of the films that accidents may happen to, counted around. */
  filmAt(number: number): string {
    const path = this.victims[number % this.victims.length];
    if (path === undefined) throw new Error('There is no film among the files.');
    return path;
  }

  placeOf(number: number): string {
    return join(this.root, this.filmAt(number));
  }

  async harm(accident: FileAccident, victim: number): Promise<void> {
    const path = this.filmAt(victim);
    if (!this.contents.has(path)) return;
    const place = join(this.root, path);
    switch (accident) {
      case 'replaced':
        return this.replace(path, place);
      case 'rewritten':
        // In place and with the time of now: it may be taken for a growing one for a while.
        return writeFile(place, this.substitute(path));
      case 'cut off':
        this.contents.set(path, cutOff);
        return truncate(place, Math.floor((await stat(place)).size / 2));
      case 'moved':
        return this.move(path, place);
      case 'deleted':
        this.forget(path);
        return rm(place);
    }
  }

  private async replace(path: string, place: string): Promise<void> {
    const beside = join(dirname(place), `.${basename(place)}.part`);
    await writeFile(beside, this.substitute(path));
    await utimes(beside, writtenAt, writtenAt);
    await rename(beside, place);
  }

  /** Content of another film for a path. */
  private substitute(path: string): Buffer {
    const mould = this.random.pick(this.substitutes);
    this.contents.set(path, mould.name);
    return cast(mould, this.random);
  }

  private async move(path: string, place: string): Promise<void> {
    const target = `moved/${basename(path)}`;
    await mkdir(join(this.root, 'moved'), { recursive: true });
    await rename(place, join(this.root, target));
    this.contents.set(target, this.contents.get(path) ?? path);
    this.forget(path);
  }

  private forget(path: string): void {
    this.contents.delete(path);
    this.takenAway.add(path);
  }

  /** The disk is gone; @returns how to bring it back */
  async unmount(leaves: Remains): Promise<() => Promise<void>> {
    const away = `${this.root}.away`;
    await rename(this.root, away);
    if (leaves === 'an empty folder') await mkdir(this.root);
    return async () => {
      if (leaves === 'an empty folder') await rmdir(this.root);
      await rename(away, this.root);
    };
  }
}
