import { z } from 'zod';
import { FailureReason, Id, Instant } from '../primitives.js';

export const LibraryName = z.string().trim().min(1).max(100);

/** A folder on the server whose videos are in the library. */
export const Library = z.object({
  id: Id,
  name: LibraryName,
  path: z.string().describe('Absolute path of the folder on the server'),
  exclude: z.array(z.string().max(500)).max(200).describe('Globs, relative to the folder, of what is left out'),
  watch: z.boolean().describe('Whether changes are noticed without a scan'),
  hash: z.boolean().describe('Whether every file is read in full once for its SHA-256, in idle time; else those alone that may be copies'),
  state: z.enum(['active', 'unavailable', 'removed']),
  problem: FailureReason.nullable(),
  files: z.number().int().describe('Files known and present'),
  bytes: z.number().int(),
  lastScanAt: Instant.nullable(),
  createdAt: Instant,
});
export type Library = z.infer<typeof Library>;

export const LibraryCreate = Library.pick({ name: true, path: true }).extend({
  exclude: Library.shape.exclude.default([]),
  watch: z.boolean().default(true),
  hash: z.boolean().default(false),
});
export const LibraryUpdate = z.object({
  name: LibraryName.optional(),
  path: z.string().min(1).max(4096).optional().describe('New place of the same folder; nothing known about its files is lost'),
  exclude: Library.shape.exclude.optional(),
  watch: z.boolean().optional(),
  hash: z.boolean().optional(),
});

/** A sub-folder as the folder picker shows it. */
export const Folder = z.object({ path: z.string(), name: z.string() });
export const FolderListing = z.object({ path: z.string(), parent: z.string().nullable(), folders: z.array(Folder) });
export type FolderListing = z.infer<typeof FolderListing>;
