import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type Playback } from '@reelm/contracts';
import { until, type ApiClient } from '@reelm/testing';
import { quantile, type Figure } from './figure.js';
import { generatedFilm } from './generated-film.js';
import { inFolder, withStack, type Bench } from './stack.js';

/** As a player on a computer says of itself. */
const client = { containers: ['mp4'], videoCodecs: ['h264'], audioCodecs: ['aac'] };

async function ask(api: ApiClient, address: string): Promise<Response> {
  const answer = await api.fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** Takes a piece of a film and keeps nothing of it: the time is to be the server's. */
async function take(api: ApiClient, address: string): Promise<void> {
  const { body } = await ask(api, address);
  await body?.pipeTo(new WritableStream());
}

interface Player {
  playback: Playback;
  /** Address of a segment of the stream. */
  segment: (index: number) => string;
  count: number;
}

/** All that a player does until it has the first pictures. @param seconds where it begins */
async function begin(api: ApiClient, videoId: string, quality: string, seconds: number): Promise<Player> {
  const playback = await api.call(http.playVideo, { params: { id: videoId }, body: { client, startSeconds: seconds } });
  const address = playback.qualities.find(({ id }) => id === quality)?.url ?? '';
  const lines = (await (await ask(api, address)).text()).split('\n');
  const starts = lines.flatMap((line) => (line.startsWith('#EXTINF:') ? [Number.parseFloat(line.slice(8))] : []));
  const uris = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const resolve = (uri: string): string => {
    const url = new URL(uri, new URL(address, api.url));
    return url.pathname + url.search;
  };
  let [index, end] = [0, starts[0] ?? 0];
  while (end <= seconds && index < uris.length - 1) end += starts[(index += 1)] ?? 0;
  const segment = (wanted: number) => resolve(uris[wanted] ?? '');
  await take(api, resolve(/URI="([^"]+)"/.exec(lines.join('\n'))?.[1] ?? ''));
  await take(api, segment(index));
  return { playback, segment, count: uris.length };
}

const timed = async <T>(work: () => Promise<T>): Promise<[ms: number, result: T]> => {
  const since = performance.now();
  const result = await work();
  return [performance.now() - since, result];
};

/** A copy that differs in its title, so that it is not taken for the same film. */
const titled = (source: string, target: string, title: string) =>
  promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-i', source, '-c', 'copy', '-metadata', `title=${title}`, target]);

/** How soon a player has the first pictures, and those of a place to which it jumps. */
export const streams = ({ quick, say }: Bench): Promise<Figure[]> =>
  inFolder((folder) =>
    withStack(folder, 'none', async (_, api) => {
      const [films, jumps] = quick ? [3, 6] : [10, 20];
      const source = await generatedFilm(10, 'mkv');
      const root = join(folder, 'library');
      mkdirSync(root);
      // Films of their own, so that nothing is known of one when it is begun. Their keyframes are looked for beforehand, as the house does by itself.
      for (let film = 0; film < films; film += 1) await titled(source, join(root, `film-${film}.mkv`), `Film ${film}`);
      await api.call(http.createLibrary, { body: { name: 'films', path: root, watch: false } });
      const videos = await until(
        'the films to be analysed',
        async () => {
          const { items } = await api.call(http.listVideos, { query: { q: 'state:ready', limit: 100 } });
          return items.length === films && items;
        },
        1_200_000,
      );
      for (const { id } of videos) await api.call(http.playVideo, { params: { id }, body: { client } });

      const figures: Figure[] = [];
      for (const [name, quality, goal] of [
        ['copied', 'original', 300],
        ['converted to 720p', '720p', 2_000],
      ] as const) {
        const firsts: number[] = [];
        const seeks: number[] = [];
        let player: Player | undefined;
        for (const [index, { id }] of videos.entries()) {
          // Not in step with the keyframes.
          const [ms, begun] = await timed(() => begin(api, id, quality, (index * 97.3) % 560));
          firsts.push(ms);
          player = begun;
        }
        for (let jump = 0; player !== undefined && jump < jumps; jump += 1) {
          const index = Math.floor(((jump * 0.618034 + 0.05) % 1) * player.count);
          const { segment } = player;
          seeks.push((await timed(() => take(api, segment(index))))[0]);
        }
        say(`${name}: first ${firsts.map(Math.round).join(' ')} ms, jumps ${seeks.map(Math.round).join(' ')} ms`);
        figures.push(
          {
            what: `${name}: from asking to the first pictures, p95`,
            value: quantile(firsts, 0.95),
            unit: 'ms',
            goal: { atMost: goal },
            note: `${firsts.length} films`,
          },
          { what: `${name}: a jump, p95`, value: quantile(seeks, 0.95), unit: 'ms', goal: { atMost: goal }, note: `${seeks.length} jumps` },
          { what: `${name}: a jump, median`, value: quantile(seeks, 0.5), unit: 'ms' },
        );
      }
      return figures;
    }),
  );
