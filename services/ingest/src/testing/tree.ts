import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder of made-up video files whose content is told by a word. */
export class Tree {
  private written = 0;

  constructor(readonly root: string) {
    mkdirSync(root, { recursive: true });
  }

  /**
   * Writes a file; the same word gives the same content. Files are a day old, so that a scan takes them at once, and no two are
   * equally old: size and time together tell that a file changed.
   */
  put(path: string, content = path, modifiedAt = new Date(Date.now() - 86_400_000 - 10 * (this.written += 1))): void {
    const file = this.at(path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(content));
    utimesSync(file, modifiedAt, modifiedAt);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(this.at(to)), { recursive: true });
    renameSync(this.at(from), this.at(to));
  }

  remove(path: string): void {
    rmSync(this.at(path), { recursive: true });
  }

  at(path: string): string {
    return join(this.root, path);
  }
}

const contentOf = (word: string): string => (word === '' ? '' : `video ${word} `.padEnd(64, '.'));
