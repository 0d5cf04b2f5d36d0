import { Injectable } from '@nestjs/common';
import {
  EntityKind,
  Layout,
  SavedView,
  Sort,
  UserSettings,
  type SavedViewCreate,
  type SavedViewUpdate,
  type UserSettingsUpdate,
} from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { z } from 'zod';
import type { SavedView as SavedViewRow } from '../generated/prisma/client.js';
import { readQuery } from '../search/read.js';
import { NameTaken, ViewsRepository } from './views.repository.js';

const toView = (row: SavedViewRow): SavedView => ({
  ...row,
  kind: EntityKind.parse(row.kind),
  layout: Layout.parse(row.layout),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** Saved views and settings, each of one user. */
@Injectable()
export class ViewsService {
  constructor(private readonly views: ViewsRepository) {}

  async list(userId: string, kind: EntityKind | undefined): Promise<SavedView[]> {
    return (await this.views.list(userId, kind)).map(toView);
  }

  /** @throws AppError `query.invalid`, `request.invalid`, `view.name_taken` */
  async create(userId: string, view: z.output<typeof SavedViewCreate>): Promise<SavedView> {
    check(view.kind, view);
    return toView(await refuseTakenName(view.name, this.views.create(userId, view)));
  }

  /** @throws AppError `view.not_found`, `query.invalid`, `request.invalid`, `view.name_taken` */
  async update(userId: string, id: string, change: z.output<typeof SavedViewUpdate>): Promise<SavedView> {
    const view = await this.views.find(userId, id);
    if (view === null) throw new AppError('view.not_found');
    check(EntityKind.parse(view.kind), change);
    return toView(await refuseTakenName(change.name ?? view.name, this.views.update(view, change)));
  }

  /** @throws AppError `view.not_found`, also for views of others */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.views.remove(userId, id))) throw new AppError('view.not_found');
  }

  async settings(userId: string): Promise<UserSettings> {
    return UserSettings.parse(await this.views.settings(userId));
  }

  async updateSettings(userId: string, change: z.output<typeof UserSettingsUpdate>): Promise<UserSettings> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const settings = UserSettings.parse({ ...(await this.settings(userId)), ...given });
    await this.views.saveSettings(userId, settings);
    return settings;
  }
}

/** A view that could not be shown must not be saved. */
const check = (kind: EntityKind, { q, sort }: { q?: string | undefined; sort?: string | undefined }): void => {
  if (q !== undefined) readQuery(q, kind);
  const order = sort === undefined ? undefined : Sort(kind).safeParse(sort);
  if (order?.success === false)
    throw new AppError('request.invalid', { problem: `sort: ${order.error.issues[0]?.message ?? 'not known'}` });
};

const refuseTakenName = async <T>(name: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NameTaken) throw new AppError('view.name_taken', { name }, { cause: error });
    throw error;
  }
};
