import { Injectable } from '@nestjs/common';
import { findTools, type Tools } from './tools.js';

/** The programs of this machine; looked for until they are found, then remembered. */
@Injectable()
export class MediaTools {
  private found: Promise<Tools> | undefined;

  /** @throws AppError media.tool_missing */
  get(): Promise<Tools> {
    const looking = (this.found ??= findTools());
    looking.catch(() => {
      if (this.found === looking) this.found = undefined;
    });
    return looking;
  }
}
