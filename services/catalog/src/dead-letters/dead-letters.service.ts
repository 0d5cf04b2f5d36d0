import { Injectable } from '@nestjs/common';
import type { DeadLetter } from '@reelm/contracts';
import { AppError, DeadLetters } from '@reelm/service-kit';

@Injectable()
export class DeadLettersService {
  constructor(private readonly letters: DeadLetters) {}

  /** Newest first; the cursor is the id of the last letter of the page before. @throws AppError `cursor.invalid` */
  async list(limit: number, cursor: string | undefined): Promise<{ items: DeadLetter[]; nextCursor: string | null }> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new AppError('cursor.invalid');
    const found = await this.letters.list(limit + 1, cursor === undefined ? undefined : Number(cursor));
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  replay(id: string): Promise<void> {
    return this.letters.replay(id);
  }

  remove(id: string): Promise<void> {
    return this.letters.drop(id);
  }
}
