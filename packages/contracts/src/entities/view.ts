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

const chosen = {
  theme: z.enum(['system', 'dark', 'light']),
  blur: z.boolean().describe('Pictures are blurred until pointed at'),
  shortcuts: z.record(z.string().max(100), z.string().max(50)).describe('Keys by the name of the action, where not the usual ones'),
  home: z.array(z.string().max(100)).max(50).nullable().describe('Rows of the home page in order: built-in names or ids of saved views'),
  relevance: z.record(z.string().max(50), z.number()).describe('Weights of the order `relevance`'),
  skipSeconds: z.number().int().min(1).max(600),
};
/** What a user chose for the web UI, the same on every device. The server keeps it and knows nothing of it but its shape. */
export const UserSettings = z.object({
  theme: chosen.theme.default('system'),
  blur: chosen.blur.default(false),
  shortcuts: chosen.shortcuts.default({}),
  home: chosen.home.default(null),
  relevance: chosen.relevance.default({}),
  skipSeconds: chosen.skipSeconds.default(10),
});
export type UserSettings = z.infer<typeof UserSettings>;
export const UserSettingsUpdate = z.object(chosen).partial().strict();
