import { Injectable } from '@nestjs/common';
import type { EntityKind, SavedViewCreate, SavedViewUpdate } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import type { z } from 'zod';
import { CatalogPrisma } from '../database/catalog-prisma.js';
import { Prisma, type SavedView } from '../generated/prisma/client.js';

/** The name is taken by another view of this user and kind. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

const uniqueViolation = 'P2002';

@Injectable()
export class ViewsRepository {
  constructor(private readonly prisma: CatalogPrisma) {}

  list(userId: string, kind: EntityKind | undefined): Promise<SavedView[]> {
    return this.prisma.savedView.findMany({
      where: { userId, ...(kind && { kind }) },
      orderBy: [{ kind: 'asc' }, { place: 'asc' }, { name: 'asc' }],
    });
  }

  find(userId: string, id: string): Promise<SavedView | null> {
    return this.prisma.savedView.findFirst({ where: { id, userId } });
  }

  /** @throws NameTaken */
  create(userId: string, view: z.output<typeof SavedViewCreate>): Promise<SavedView> {
    return this.write(userId, view.kind, view.isDefault, (tx) => tx.savedView.create({ data: { id: newId(), userId, ...view } }));
  }

  /** @throws NameTaken */
  update(view: SavedView, change: z.output<typeof SavedViewUpdate>): Promise<SavedView> {
    const data = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    return this.write(view.userId, view.kind, change.isDefault === true, (tx) =>
      tx.savedView.update({ where: { id: view.id }, data: { ...data, updatedAt: new Date() } }),
    );
  }

  async remove(userId: string, id: string): Promise<boolean> {
    return (await this.prisma.savedView.deleteMany({ where: { id, userId } })).count > 0;
  }

  /** A new default takes the place of the one before. */
  private async write<T>(userId: string, kind: string, isDefault: boolean, work: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> {
    try {
      return await this.prisma.$transaction(async (tx) => {
        if (isDefault) await tx.savedView.updateMany({ where: { userId, kind, isDefault: true }, data: { isDefault: false } });
        return work(tx);
      });
    } catch (error) {
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === uniqueViolation)
        throw new NameTaken('view', { cause: error });
      throw error;
    }
  }

  async settings(userId: string): Promise<unknown> {
    return (await this.prisma.user.findUnique({ where: { id: userId }, select: { settings: true } }))?.settings ?? {};
  }

  async saveSettings(userId: string, settings: Prisma.InputJsonObject): Promise<void> {
    await this.prisma.user.update({ where: { id: userId }, data: { settings } });
  }
}
