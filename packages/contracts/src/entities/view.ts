import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { EntityKind } from './entity.js';

/** How a list is shown. */
export const Layout = z
  .object({
    mode: z.enum(['grid', 'wall', 'list']).default('grid'),
    zoom: z.number().int().min(0).max(10).default(4).describe('0: many small cards, 10: few large ones'),
    columns: z
      .array(z.object({ id: z.string().max(60), width: z.number().int().min(20).max(2000).optional() }).strict())
      .max(60)
      .optional()
      .describe('Columns of the list in their order; left out: the usual ones'),
  })
  .strict();
export type Layout = z.infer<typeof Layout>;

/** A search with its order and layout under a name, of one user. */
export const SavedView = z.object({
  id: Id,
  kind: EntityKind,
  name: z.string(),
  q: z.string(),
  sort: z.string(),
  layout: Layout,
  isDefault: z.boolean().describe('Shown when the page of its kind is opened; one for each kind'),
  pinned: z.boolean().describe('A row on the home page'),
  place: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;
const ViewName = z.string().trim().min(1).max(100);
const fields = {
  q: z.string().max(2000),
  sort: z.string().max(200),
  layout: Layout,
  isDefault: z.boolean(),
  pinned: z.boolean(),
  place: z.number().int().min(0).max(10_000),
};
export const SavedViewCreate = z
  .object({
    kind: EntityKind,
    name: ViewName,
    q: fields.q.default(''),
    sort: fields.sort,
    layout: fields.layout,
    isDefault: fields.isDefault.default(false),
    pinned: fields.pinned.default(false),
    place: fields.place.default(0),
  })
  .strict();
export const SavedViewUpdate = z
  .object({ name: ViewName, ...fields })
  .partial()
  .strict();
