import type { Tx } from '@reelm/service-kit';
import { ProjectionRepository } from '../videos/projection.repository.js';

/** Videos derived by one statement. */
const chunk = 5_000;

/**
 * Fills the tables with `count` videos in one library, 49 of 50 analysed, always the same: some 20 words in names and folders, about one video in 500 with the
 * rare word "zanzibar", many ties in date, rating and resolution, and every third video without rating or date.
 */
export async function seedVideos(tx: Tx, count: number): Promise<void> {
  const libraryId = '01900000-0000-7000-8000-000000000001';
  await tx.query(
    `INSERT INTO library (id, name, path, state, version) VALUES ($1, 'Films', '/films', 'active', 1) ON CONFLICT DO NOTHING`,
    [libraryId],
  );
  await tx.query(
    `INSERT INTO video_file (id, video_id, library_id, path, bytes, modified_at, present, state_version, media, artifacts, analysed_bytes, analysed_modified_at)
     SELECT id, id, $1, path, bytes, '2026-01-01T00:00:00Z', true, n,
       jsonb_build_object('durationSeconds', 10 + n % 7000 + 0.5, 'width', (ARRAY[640, 1280, 1920, 3840])[1 + n % 4],
         'height', (ARRAY[360, 720, 1080, 2160])[1 + n % 4], 'videoCodec', (ARRAY['h264', 'hevc', 'av1'])[1 + n % 3]),
       jsonb_build_array(jsonb_build_object('kind', 'cover', 'key', 'files/' || id || '/cover.jpg', 'version', 'v1')),
       CASE WHEN n % 50 > 0 THEN bytes END, '2026-01-01T00:00:00Z'
     FROM generate_series(1, $2::int) AS n
     CROSS JOIN LATERAL (SELECT abs(hashint4(n)::bigint) AS dice) AS thrown
     CROSS JOIN LATERAL (
       SELECT
         -- One millisecond apart, as UUIDs of version 7.
         (lpad(to_hex(1760000000000 + n), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid AS id,
         1000000 + (n::bigint * 7919) % 900000 AS bytes,
         (ARRAY['beach', 'holiday', 'summer', 'mountain', 'party', 'family', 'lake', 'sunset', 'concert', 'city'])[1 + dice % 10] || ' ' || n / 1000 || '/'
           || (ARRAY['drone', 'wedding', 'garden', 'train', 'night', 'river', 'forest', 'snow', 'birthday', 'harbour', 'market'])[1 + dice % 11] || '_'
           || CASE WHEN dice % 500 = 0 THEN 'zanzibar_' ELSE '' END || n || '.mp4' AS path
     ) AS made`,
    [libraryId, count],
  );
  const projection = new ProjectionRepository();
  const files = await tx.query<{ id: string }>('SELECT id FROM video_file WHERE video_id IS NOT NULL ORDER BY id');
  for (let start = 0; start < files.length; start += chunk)
    await projection.derive(
      tx,
      files.slice(start, start + chunk).map((file) => file.id),
    );
  await tx.query(
    `UPDATE video SET rating = 20 * (1 + bytes % 5), date = '20' || lpad((bytes % 20)::text, 2, '0'),
       favourite = bytes % 50 = 0, organised = bytes % 2 = 0
     WHERE bytes % 3 <> 0`,
  );
}
