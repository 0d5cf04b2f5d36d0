import { Json, type Row } from './bulk-load.js';
import { performerName, studioName, tagGroups } from './entities.js';
import { isAscii, naturalKey, searchText, wordsOf } from './folded.js';
import { addedAt, folderOf, idOf, randomFor, timedId, videoId, type Plan } from './plan.js';
import type { Random } from './random.js';
import { accented, capital, drawWord, phrase } from './words.js';

const libraryNames = ['Films', 'Archive', 'Phone'] as const;
const libraryId = (index: number): string => idOf('library', index % libraryNames.length);
/** Where copies lie. */
const archive = libraryId(1);

export const libraryRows = (): Row[] =>
  libraryNames.map((name, index) => ({
    id: libraryId(index),
    name,
    path: `/seeded/${name.toLowerCase()}`,
    state: 'active',
    version: 1,
  }));

const resolutions = [[640, 360], [854, 480], [1280, 720], [1280, 720], [1920, 1080], [1920, 1080], [1920, 1080], [1080, 1920], [3840, 2160]] as const; // prettier-ignore
const codecs = ['h264', 'h264', 'h264', 'h264', 'h264', 'h264', 'h264', 'hevc', 'hevc', 'av1', 'vp9', 'mpeg4'] as const;
const frameRates = [23.976, 25, 25, 29.97, 30, 30, 30, 50, 60, 59.94] as const;
const locations = ['Rome', 'Paris', 'Berlin', 'Oslo', 'Lima', 'Kyoto', 'Cairo', 'Quito'] as const;

/** What a video shows and what its file says, from which the rows of both tables are made. */
interface Seeded {
  id: string;
  fileId: string;
  libraryId: string;
  /** Path of the same content in another library, for three in a hundred. */
  secondPath: string | null;
  path: string;
  bytes: number;
  modifiedAt: Date;
  present: boolean;
  /** Null for one in a hundred, that wait for it. */
  analysis: 'done' | 'failed' | null;
  media: ReturnType<typeof mediaOf> | null;
  artifacts: ReturnType<typeof artifactsOf> | null;
  faces: number | null;
}

function mediaOf(random: Random) {
  const [width, height] = random.pick(resolutions);
  // Most are minutes long, few hours.
  const duration = Math.round(20 * 400 ** random.next() * 100) / 100;
  return {
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    durationSeconds: duration,
    bitRate: Math.round((width * height * (0.5 + random.next() * 2)) / 1_000) * 1_000,
    videoCodec: random.pick(codecs),
    width,
    height,
    rotation: 0,
    frameRate: random.pick(frameRates),
    pixelFormat: 'yuv420p',
    hdr: false,
    audioCodec: random.chance(0.9) ? 'aac' : null,
    audioTracks: 1,
    subtitleTracks: 0,
    chapters: 0,
  };
}

/** As transcode makes them of all but the shortest. */
const cells = 9;
function artifactsOf(fileId: string, duration: number) {
  const key = (name: string) => `files/${fileId}/v1/${name}`;
  const times = Array.from({ length: cells * cells }, (_, cell) => Math.round((duration * cell * 100) / (cells * cells)) / 100);
  return [
    { kind: 'cover', key: key('cover.jpg'), version: 'v1', contentType: 'image/jpeg', bytes: 20_000 },
    {
      kind: 'sprite',
      key: key('sprite.jpg'),
      version: 'v1',
      contentType: 'image/jpeg',
      bytes: 90_000,
      layout: { columns: cells, rows: cells, cellWidth: 160, cellHeight: 90, times },
    },
    { kind: 'sprite-vtt', key: key('sprite.vtt'), version: 'v1', contentType: 'text/vtt', bytes: 2_000 },
  ];
}

/** Who made and who plays in a video: known before its path, which may name them. */
interface Credits {
  studio: number | null;
  performers: number[];
}

function creditsOf(plan: Plan, random: Random): Credits {
  const studio = random.chance(0.85) ? random.zipf(plan.studios, 5) : null;
  const performers = random.ranks(random.below(4), plan.performers, 50);
  // A studio has its regulars.
  if (studio !== null && random.chance(0.2)) performers.push((studio * 13) % plan.performers);
  return { studio, performers: [...new Set(performers)] };
}

/** Stands for the words of a path that {@link videoWords} fills in. */
const unfolded = '#';

const two = (number: number): string => String(number).padStart(2, '0');

function fileName(plan: Plan, video: number, { studio, performers }: Credits, random: Random): string {
  const [star] = performers;
  if (studio !== null && star !== undefined && random.chance(0.3)) {
    const day = `${two(random.from(5, 25))}.${two(random.from(1, 12))}.${two(random.from(1, 28))}`;
    return `${studioName(studio)} - ${day} - ${performerName(plan, star)} - ${phrase(random, 2)} ${video}.mp4`;
  }
  const name = `${phrase(random, random.from(2, 4)).replaceAll(' ', random.chance(0.5) ? '_' : ' ')}_${video}.mp4`;
  return random.chance(0.01) ? accented(name) : name;
}

function folderName(plan: Plan, video: number): string {
  const random = randomFor(plan, 'folder', folderOf(video));
  return `${capital(drawWord(random))}/${phrase(random, 2)} ${folderOf(video)}`;
}

function seeded(plan: Plan, video: number, credits: Credits, random: Random): Seeded {
  const added = addedAt(plan, video);
  const fileId = timedId('file', video * 2, added);
  const path = `${folderName(plan, video)}/${fileName(plan, video, credits, random)}`;
  const dice = random.next();
  const analysis = dice < 0.01 ? null : dice < 0.02 ? 'failed' : 'done';
  const media = analysis === 'done' ? mediaOf(random) : null;
  return {
    id: videoId(plan, video),
    fileId,
    libraryId: libraryId(Math.floor(folderOf(video) / 7)),
    // None of a path that the database folds.
    secondPath: random.chance(0.03) && isAscii(path) ? `copies/${path}` : null,
    path,
    bytes: media === null ? random.from(1_000, 1_000_000) : Math.round((media.bitRate / 8) * media.durationSeconds),
    modifiedAt: new Date(added.getTime() - random.below(400) * 86_400_000),
    present: !random.chance(0.01),
    analysis,
    media,
    artifacts: media === null ? null : artifactsOf(fileId, media.durationSeconds),
    faces: media === null || random.chance(0.3) ? null : random.below(6),
  };
}

/** Two rows where the same content lies in two libraries. */
function fileRows(plan: Plan, video: number, file: Seeded, random: Random): Row[] {
  const analysed = file.analysis !== null;
  const row: Row = {
    id: file.fileId,
    video_id: file.id,
    library_id: file.libraryId,
    path: file.path,
    bytes: file.bytes,
    modified_at: file.modifiedAt,
    oshash:
      random
        .below(2 ** 32)
        .toString(16)
        .padStart(8, '0') +
      random
        .below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    present: file.present,
    state_version: video + 1,
    media: file.media && new Json(file.media),
    problem: file.analysis === 'failed' ? new Json({ code: 'media.unreadable', message: 'This file cannot be read as a video.' }) : null,
    artifacts: file.artifacts && new Json(file.artifacts),
    analysed_bytes: analysed ? file.bytes : null,
    analysed_modified_at: analysed ? file.modifiedAt : null,
    analysis_version: analysed ? video + 1 : 0,
    faces: file.faces,
    faces_bytes: file.faces === null ? null : file.bytes,
    faces_modified_at: file.faces === null ? null : file.modifiedAt,
    faces_version: file.faces === null ? 0 : video + 1,
  };
  if (file.secondPath === null) return [row];
  return [row, { ...row, id: timedId('file', video * 2 + 1, addedAt(plan, video)), library_id: archive, path: file.secondPath }];
}

/** Tags by rank, and half of the time one that is bound to when it came in, and one that is bound to its studio: such are not spread evenly. */
function tagsOf(plan: Plan, video: number, studio: number | null, random: Random): string[] {
  const { ranked, season, house, unused } = tagGroups(plan);
  const tags = new Set(random.ranks(random.below(16), ranked, 10));
  if (random.chance(0.5)) tags.add(season(video));
  if (studio !== null && random.chance(0.5)) tags.add(house(studio));
  if (random.chance(0.0002)) tags.add(unused(random));
  return [...tags].map((tag) => idOf('tag', tag));
}

interface SeededMarker {
  id: string;
  title: string | null;
  start: number;
  end: number | null;
  added: Date;
  random: Random;
}

/** One video in ten has markers, five of them on average; in the order in which they are shown. */
function markersOf(plan: Plan, video: number): SeededMarker[] {
  const random = randomFor(plan, 'marker', video);
  const count = random.chance(0.1) ? random.from(1, 9) : 0;
  const markers = Array.from({ length: count }, (_, index): SeededMarker => {
    const start = random.below(2_000);
    const added = new Date(addedAt(plan, video).getTime() + random.below(10_000_000));
    const title = random.chance(0.4) ? capital(phrase(random, 2)) : null;
    return {
      id: timedId('marker', video * 16 + index, added),
      title,
      start,
      end: random.chance(0.3) ? start + random.from(1, 120) : null,
      added,
      random,
    };
  });
  return markers.toSorted((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

function date(random: Random): string {
  // Old ones are fewer; the first of a month is a date that many share.
  const year = 2026 - Math.floor(25 * random.next() ** 2);
  const [month, day] = [two(random.from(1, 12)), random.chance(0.1) ? '01' : two(random.from(1, 28))];
  const known = random.next();
  return known < 0.05 ? `${year}` : known < 0.1 ? `${year}-${month}` : `${year}-${month}-${day}`;
}

/** Stars mostly, which gives many ties. */
const rating = (random: Random): number => (random.chance(0.8) ? random.from(1, 5) * 20 : random.from(1, 100));

function videoRow(plan: Plan, video: number, file: Seeded, { studio, performers }: Credits, random: Random): Row {
  const title = random.chance(0.4)
    ? `${capital(phrase(random, random.from(2, 5)))}${random.chance(0.2) ? ` ${random.from(1, 12)}` : ''}`
    : null;
  const details = random.chance(0.2) ? `${capital(phrase(random, 1))} ${phrase(random, 11)}.` : null;
  const name = title ?? file.path.slice(file.path.lastIndexOf('/') + 1);
  const code = random.chance(0.1) ? `${random.from(100, 999)}-${video}` : null;
  const director = random.chance(0.1) ? capital(phrase(random, 2)) : null;
  const markers = markersOf(plan, video);
  const titles = markers.flatMap((marker) => marker.title ?? []);
  const markerTitles = titles.length === 0 ? null : titles.join(' ');
  const paths = file.secondPath === null ? file.path : `${file.path}/${file.secondPath}`;
  const words = searchText(paths) || unfolded;
  const credited = performers.map((rank) => idOf('performer', rank));
  const [star] = credited;
  const groups = random.chance(0.05) ? random.ranks(random.from(1, 2), plan.groups, 100).map((rank) => idOf('group', rank)) : [];
  const [cover, sprite, vtt] = file.artifacts ?? [];
  const added = addedAt(plan, video);
  return {
    id: file.id,
    title,
    details,
    date: random.chance(0.7) ? date(random) : null,
    rating: random.chance(0.35) ? rating(random) : null,
    favourite: random.chance(0.03),
    organised: random.chance(0.6),
    created_at: added,
    updated_at: new Date(added.getTime() + (random.chance(0.3) ? random.below(10_000_000) * 1_000 : 0)),
    listed: true,
    library_ids: file.secondPath === null ? [file.libraryId] : [...new Set([file.libraryId, archive])].toSorted(),
    primary_file_id: file.fileId,
    name,
    state: !file.present ? 'missing' : file.analysis === null ? 'pending' : file.analysis === 'failed' ? 'failed' : 'ready',
    duration: file.media?.durationSeconds,
    width: file.media?.width,
    height: file.media?.height,
    resolution: file.media && Math.min(file.media.width, file.media.height),
    bytes: file.bytes,
    codec: file.media?.videoCodec,
    audio_codec: file.media?.audioCodec,
    frame_rate: file.media?.frameRate,
    bit_rate: file.media?.bitRate,
    modified_at: file.modifiedAt,
    path: file.path,
    files: file.secondPath === null ? 1 : 2,
    faces: file.faces,
    cover_key: cover?.key,
    cover_version: cover?.version,
    sprite_key: sprite?.key,
    sprite_version: sprite?.version,
    sprite_layout: sprite && new Json(sprite.layout),
    vtt_key: vtt?.key,
    vtt_version: vtt?.version,
    code,
    director,
    urls: random.chance(0.2) ? [`https://example.org/videos/${video}`] : [],
    studio_id: studio === null ? null : idOf('studio', studio),
    tag_ids: tagsOf(plan, video, studio, random),
    performer_ids: credited,
    credits: new Json(
      star !== undefined && random.chance(0.03) ? [{ performerId: star, creditedAs: capital(phrase(random, 2)), tagIds: [] }] : [],
    ),
    group_ids: groups,
    group_places: new Json(Object.fromEntries(groups.map((id) => [id, random.from(1, 20)]))),
    external_ids: new Json(random.chance(0.1) ? [{ endpoint: 'https://stash.example.org/graphql', id: file.id }] : []),
    custom: new Json(random.chance(0.05) ? { location: random.pick(locations), score: random.below(100) } : {}),
    counter: random.chance(0.1) ? random.from(1, 30) : 0,
    markers: markers.length,
    sort_name: naturalKey(name),
    paths: words,
    search: searchText(title) + words + searchText(code, director, markerTitles, details),
  };
}

/** Fills in the words of paths with letters beyond ASCII, which the database alone knows how to fold. */
export const videoWords = `UPDATE video SET sort_name = natural_key(name), paths = search_text(path), search = replace(search, '${unfolded}', search_text(path))
  WHERE paths = '${unfolded}'`;

/** The rows of one video in the tables `video` and `video_file`. */
export function* videoRows(plan: Plan, firstVideo: number, end: number): Generator<{ video: Row; files: Row[] }> {
  for (let video = firstVideo; video < end; video += 1) {
    const random = randomFor(plan, 'video', video);
    const credits = creditsOf(plan, random);
    const file = seeded(plan, video, credits, random);
    yield { files: fileRows(plan, video, file, random), video: videoRow(plan, video, file, credits, random) };
  }
}

export function* markerRows(plan: Plan): Generator<Row> {
  for (let video = 0; video < plan.videos; video += 1) {
    for (const { id, title, start, end, added, random } of markersOf(plan, video)) {
      yield {
        id,
        video_id: videoId(plan, video),
        title,
        search: wordsOf(title),
        start_seconds: start,
        end_seconds: end,
        primary_tag_id: idOf('tag', random.zipf(plan.tags, 10)),
        tag_ids: random.ranks(random.below(3), plan.tags, 10).map((rank) => idOf('tag', rank)),
        performer_ids: random.chance(0.2) ? [idOf('performer', random.zipf(plan.performers, 50))] : [],
        created_at: added,
        updated_at: added,
      };
    }
  }
}

const dayMs = 86_400_000;

/** What a user did with one video in ten: the last of the sittings, and what they sum up to. */
export function* activityRows(plan: Plan, userId: string): Generator<{ activity: Row; play: Row | null }> {
  for (let video = 0; video < plan.videos; video += 1) {
    const random = randomFor(plan, 'activity', video);
    if (!random.chance(0.1)) continue;
    const id = videoId(plan, video);
    const played = random.chance(0.9);
    const startedAt = new Date(addedAt(plan, video).getTime() + random.below(900) * dayMs);
    const seconds = random.from(10, 3_000);
    const plays = played ? 1 + random.zipf(40, 1) : 0;
    yield {
      activity: {
        user_id: userId,
        video_id: id,
        plays,
        play_seconds: plays * seconds,
        resume_seconds: played && random.chance(0.3) ? random.below(seconds) + 1 : null,
        last_played_at: played ? startedAt : null,
        watch_later_at: !played || random.chance(0.05) ? startedAt : null,
      },
      play: played
        ? {
            user_id: userId,
            id: timedId('activity', video, startedAt),
            video_id: id,
            started_at: startedAt,
            played_seconds: seconds,
            counted: true,
          }
        : null,
    };
  }
}

/** The owner's own fields, which one video in twenty has. */
export const customFieldRows = (): Row[] =>
  (['location', 'score'] as const).map((key, place) => ({
    id: idOf('customField', place),
    kind: 'video',
    key,
    label: capital(key),
    type: key === 'score' ? 'number' : 'text',
    place,
  }));
