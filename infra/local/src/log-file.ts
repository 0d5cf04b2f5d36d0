import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 10 * 1024 ** 2;
const keptFiles = 3;

/**
 * A log of bounded size: past 10 MiB it becomes `name.log.1`, and so on to `.3`.
 * Written synchronously, so that the last words of a process are on disk whatever happens next.
 */
export class LogFile {
  private descriptor: number;
  private bytes: number;
  private closed = false;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.descriptor = openSync(path, 'a', 0o640);
    this.bytes = fstatSync(this.descriptor).size;
  }

  write(text: string | Buffer): void {
    if (this.bytes >= maxBytes) this.rotate();
    this.bytes += typeof text === 'string' ? writeSync(this.descriptor, text) : writeSync(this.descriptor, text);
  }

  /** May be called again. */
  close(): void {
    if (!this.closed) closeSync(this.descriptor);
    this.closed = true;
  }

  private rotate(): void {
    closeSync(this.descriptor);
    for (let n = keptFiles - 1; n >= 0; n--) {
      try {
        renameSync(n === 0 ? this.path : `${this.path}.${n}`, `${this.path}.${n + 1}`);
      } catch {
        // Not that many old logs yet.
      }
    }
    this.descriptor = openSync(this.path, 'a', 0o640);
    this.bytes = 0;
  }
}
