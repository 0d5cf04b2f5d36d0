import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { serviceNames } from '@reelm/contracts';
import type { Bucket } from './bucket.js';
import { sha256 } from './canonical.js';
import type { House } from './house.js';
import { strayProcesses } from './processes.js';
import type { Shelf } from './shelf.js';
import type { AnalysedFile, DiskFile, IngestFile, JobFact, ShownFile, StoredArtifact, StoredObject, World } from './world.js';

/** A library folder that a test has added. */
export interface OwnLibrary {
  id: string;
  shelf: Shelf;
}

/** Objects never change under their key, so each is read once in the life of a house. */
export type ObjectCache = Map<string, StoredObject>;

async function filesBelow(root: string): Promise<{ path: string; bytes: number; modifiedAt: Date }[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        // A name that is no text cannot be asked for by that text.
        const stats = await stat(path).catch(() => undefined);
        return stats === undefined ? [] : [{ path: relative(root, path), bytes: stats.size, modifiedAt: stats.mtime }];
      }),
  );
  return found.flat();
}

function contentOf(bytes: Buffer): StoredObject['content'] {
  const isJpeg = bytes.length > 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9;
  if (isJpeg) return 'jpeg';
  return bytes.toString('latin1', 0, 6) === 'WEBVTT' ? 'webvtt' : 'other';
}

const unfinishedFolder = '.incoming/';

async function readObjects(root: string, cache: ObjectCache): Promise<Pick<World, 'objects' | 'unfinishedObjects'>> {
  const files = await filesBelow(root);
  const objects = await Promise.all(
    files
      .filter((file) => !file.path.startsWith(unfinishedFolder))
      .map(async ({ path, bytes, modifiedAt }): Promise<StoredObject> => {
        const known = cache.get(path);
        if (known !== undefined && known.bytes === bytes && known.modifiedAt.getTime() === modifiedAt.getTime()) return known;
        const content = await readFile(join(root, path));
        const object = { key: path, bytes, modifiedAt, content: contentOf(content), sha256: sha256(content) };
        cache.set(path, object);
        return object;
      }),
  );
  return { objects, unfinishedObjects: files.filter((file) => file.path.startsWith(unfinishedFolder)).map((file) => file.path) };
}

/** The same of an S3 server, where nothing half written can be seen. */
async function readBucket(bucket: Bucket, cache: ObjectCache): Promise<Pick<World, 'objects' | 'unfinishedObjects'>> {
  const objects: StoredObject[] = [];
  for await (const { key, size, modifiedAt } of bucket.objects.list('')) {
    const known = cache.get(key);
    if (known !== undefined && known.bytes === size && known.modifiedAt.getTime() === modifiedAt.getTime()) objects.push(known);
    else {
      const content = await buffer((await bucket.objects.get(key)).stream);
      const object = { key, bytes: size, modifiedAt, content: contentOf(content), sha256: sha256(content) };
      cache.set(key, object);
      objects.push(object);
    }
  }
  return { objects, unfinishedObjects: [] };
}

async function readDisk(libraries: readonly OwnLibrary[]): Promise<DiskFile[]> {
  const lists = await Promise.all(
    libraries.map(async ({ id, shelf }) => (await filesBelow(shelf.root)).map(({ path, bytes }) => ({ libraryId: id, path, bytes }))),
  );
  return lists.flat();
}

const takenAway = (libraries: readonly OwnLibrary[]): World['takenAway'] =>
  libraries.flatMap(({ id, shelf }) => [...shelf.takenAway].map((path) => ({ libraryId: id, path })));

/** Whether ingest knows what lies on a shelf, file by file. */
export async function knowsShelf(house: House, library: OwnLibrary): Promise<boolean> {
  const rows = await house.query<IngestFile>(`${ingestFiles} WHERE library_id = $1 AND missing_since IS NULL`, [library.id]);
  const there = await readDisk([library]);
  const known = new Set(rows.map(({ path, bytes }) => `${path}:${bytes}`));
  return rows.length === there.length && there.every(({ path, bytes }) => known.has(`${path}:${bytes}`));
}

const ingestFiles = 'SELECT id, library_id AS "libraryId", path, bytes, missing_since IS NOT NULL AS missing FROM ingest.file';

const analysedFiles = `
  SELECT f.file_id AS "fileId", CASE f.state WHEN 'analyzed' THEN 'ready' WHEN 'rejected' THEN 'failed' ELSE 'pending' END AS state, f.problem,
    coalesce((SELECT json_agg(json_build_object('kind', a.kind, 'key', a.key, 'bytes', a.bytes, 'layout', a.layout)) FROM transcode.artifact a
      WHERE a.file_id = f.file_id), '[]') AS artifacts
  FROM transcode.media_file f`;

/** Keys of pictures that were replaced and wait for their removal. */
const obsoleteKeys = 'SELECT key FROM transcode.obsolete_object';

const shownFiles = `
  SELECT f.id, f.library_id AS "libraryId", f.path, f.bytes, f.present, f.state, f.problem, f.media, coalesce(f.artifacts, '[]') AS artifacts,
    CASE WHEN v.id IS NOT NULL THEN json_build_object('id', v.id, 'name', v.name, 'state', v.state, 'listed', v.listed, 'coverKey', v.cover_key,
      'spriteKey', v.sprite_key, 'vttKey', v.vtt_key) END AS video
  FROM catalog.video_file f LEFT JOIN catalog.video v ON v.id = f.video_id`;

const emptyVideos = 'SELECT v.id FROM catalog.video v WHERE NOT EXISTS (SELECT 1 FROM catalog.video_file f WHERE f.video_id = v.id)';

const ownersJobs = serviceNames
  .map((service) => `SELECT id, '${service}' AS service, kind, state, attempt FROM ${service}.job`)
  .join(' UNION ALL ');
const ledgerJobs = 'SELECT id, service, kind, state, attempt FROM catalog.job_ledger';
const outboxes = serviceNames
  .map((service) => `SELECT '${service}' AS service, count(*)::int AS pending FROM ${service}.outbox WHERE published_at IS NULL`)
  .join(' UNION ALL ');

export async function outboxPending(house: House): Promise<Record<string, number>> {
  const rows = await house.query<{ service: string; pending: number }>(outboxes);
  return Object.fromEntries(rows.map((row) => [row.service, row.pending]));
}

export const jobsOfOwners = (house: House): Promise<JobFact[]> => house.query<JobFact>(ownersJobs);

export async function scanRequests(house: House): Promise<number> {
  const [row] = await house.query<{ count: number }>('SELECT count(*)::int AS count FROM ingest.scan_request');
  return row?.count ?? 0;
}

const managedPids = (house: House): number[] =>
  [...house.stack.processes, house.bucket?.server.process].flatMap((managed) => managed?.pid ?? []);

const withoutExtras = ({ kind, key, bytes, layout }: StoredArtifact): StoredArtifact => ({ kind, key, bytes, layout: layout ?? null });

/** A whole piece of a stream, kept for whoever watches next; a half one has a longer name. */
const isKeptSegment = (path: string): boolean => /^run-[\d.]+-streams\/[^/]+\.m4s$/.test(path);

/** Reads everything that the invariants speak of. */
export async function observe(house: House, libraries: readonly OwnLibrary[], cache: ObjectCache): Promise<World> {
  const data = house.stack.dataDirectory;
  const [onDisk, ingest, transcode, obsolete, catalog, empty, jobs, ledger, stored, outbox, consumers, requests, deadLetters, scratch] =
    await Promise.all([
      readDisk(libraries),
      house.query<IngestFile>(ingestFiles),
      house.query<AnalysedFile>(analysedFiles),
      house.query<{ key: string }>(obsoleteKeys),
      house.query<ShownFile>(shownFiles),
      house.query<{ id: string }>(emptyVideos),
      jobsOfOwners(house),
      house.query<JobFact>(ledgerJobs),
      house.bucket === undefined ? readObjects(join(data, 'objects'), cache) : readBucket(house.bucket, cache),
      outboxPending(house),
      house.consumersPending(),
      scanRequests(house),
      house.deadLetters(),
      filesBelow(join(data, 'services', 'transcode', 'scratch')),
    ]);
  return {
    onDisk,
    takenAway: takenAway(libraries),
    ingest,
    transcode: transcode.map((file) => ({ ...file, artifacts: file.artifacts.map(withoutExtras) })),
    catalog: catalog.map((file) => ({ ...file, artifacts: file.artifacts.map(withoutExtras) })),
    obsoleteKeys: obsolete.map((row) => row.key),
    emptyVideos: empty.map((video) => video.id),
    jobs,
    ledger,
    ...stored,
    outboxPending: outbox,
    consumersPending: consumers,
    scanRequests: requests,
    deadLetters,
    strayProcesses: strayProcesses(house.folder, managedPids(house), house.process('postgres').pid),
    scratch: scratch.flatMap(({ path }) => (isKeptSegment(path) ? [] : [path])),
  };
}
