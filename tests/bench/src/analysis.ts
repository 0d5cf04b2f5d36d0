import { execFile } from 'node:child_process';
import { mkdirSync, linkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type ExtraKind } from '@reelm/contracts';
import { until, type ApiClient } from '@reelm/testing';
import { quantile, type Figure } from './figure.js';
import { generatedFilm } from './generated-film.js';
import { childrenUserSeconds, ownUserSeconds } from './processes.js';
import { inFolder, pidsOf, withStack, type Bench } from './stack.js';

const run = promisify(execFile);
const repeats = 3;
/** The film of moments by one process each from keyframe to keyframe; sound alone is decoded for the timeline. */
const extraGoals = { preview: { goal: { atMost: 10 } }, timeline: { goal: { atMost: 4 } } };

/** User CPU seconds of ffmpeg that decodes the keyframes of a file and does nothing with them. */
async function barePass(path: string): Promise<number> {
  const before = childrenUserSeconds('self');
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-threads',
    '1',
    '-skip_frame',
    'nokey',
    '-discard',
    'nokey',
    '-i',
    path,
    '-map',
    '0:v:0',
    '-fps_mode',
    'passthrough',
    '-f',
    'null',
    '-',
  ]);
  return childrenUserSeconds('self') - before;
}

interface Cost {
  /** User CPU seconds of what the service started, and of itself. */
  children: number;
  own: number;
  seconds: number;
}

/** User CPU seconds of the transcode service and everything it starts, from asking for work on a video to its end. */
async function costOf(api: ApiClient, servicePid: number, ask: () => Promise<string>): Promise<Cost> {
  const [children, own, since] = [childrenUserSeconds(servicePid), ownUserSeconds(servicePid), performance.now()];
  const id = await ask();
  const state = await until(
    'the work to end',
    async () => {
      const job = await api.call(http.getJob, { params: { id } });
      return job.state !== 'queued' && job.state !== 'running' && job.state;
    },
    600_000,
  );
  if (state !== 'succeeded') throw new Error(`the work ended as ${state}`);
  return {
    children: childrenUserSeconds(servicePid) - children,
    own: ownUserSeconds(servicePid) - own,
    seconds: (performance.now() - since) / 1_000,
  };
}

const wholeAnalysis = (api: ApiClient, videoId: string, servicePid: number): Promise<Cost> =>
  costOf(api, servicePid, async () => {
    const { items } = await api.call(http.analyzeVideo, { params: { id: videoId }, body: {} });
    return items[0]?.id ?? '';
  });

/** What a kind costs that a job of its own makes. */
const extra = (api: ApiClient, videoId: string, servicePid: number, kind: ExtraKind): Promise<Cost> =>
  costOf(api, servicePid, async () => {
    const parent = await api.call(http.generateArtifacts, { body: { kinds: [kind], target: { ids: [videoId] }, mode: 'force' } });
    const asked = async () => (await api.call(http.listJobs, { query: { parentId: parent.id } })).items[0]?.id;
    return until('the job', asked, 60_000);
  });

/** What probe, cover, sprite sheet and frames sheet of a long film cost, against the least that reading its keyframes costs. */
export const analysis = ({ quick, say }: Bench): Promise<Figure[]> =>
  inFolder((folder) =>
    withStack(folder, 'none', async (stack, api) => {
      const minutes = quick ? 5 : 10;
      const source = await generatedFilm(minutes);
      const root = join(folder, 'library');
      mkdirSync(root);
      linkSync(source, join(root, 'film.mp4'));
      await api.call(http.createLibrary, { body: { name: 'film', path: root, watch: false } });
      const video = await until(
        'the first analysis',
        async () => (await api.call(http.listVideos, { query: { q: 'state:ready' } })).items[0],
        600_000,
      );
      const pid = pidsOf(stack).get('transcode') ?? 0;
      const bare: number[] = [];
      const whole: Awaited<ReturnType<typeof wholeAnalysis>>[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        bare.push(await barePass(source));
        whole.push(await wholeAnalysis(api, video.id, pid));
        say(
          `bare ${bare.at(-1)?.toFixed(2)} s, whole ${whole.at(-1)?.children.toFixed(2)} s user CPU, ${whole.at(-1)?.seconds.toFixed(1)} s`,
        );
      }
      const extras: Figure[] = [];
      for (const kind of ['preview', 'timeline'] as const) {
        const cost = await extra(api, video.id, pid, kind);
        say(`${kind} ${cost.children.toFixed(2)} s user CPU, ${cost.seconds.toFixed(1)} s`);
        extras.push({ what: `${minutes} min 1080p: ${kind}, user CPU`, value: cost.children, unit: 's', ...extraGoals[kind] });
      }
      const [leastBare, leastWhole] = [Math.min(...bare), Math.min(...whole.map((one) => one.children))];
      return [
        { what: `${minutes} min 1080p: bare keyframe pass, user CPU`, value: leastBare, unit: 's', note: `least of ${repeats}` },
        {
          what: `${minutes} min 1080p: probe, cover, sprite and frames, user CPU`,
          value: leastWhole,
          unit: 's',
          note: `least of ${repeats}`,
        },
        { what: 'ratio of the two', value: leastWhole / leastBare, unit: '×', goal: { atMost: 1.5 } },
        {
          what: 'user CPU of the service itself',
          value: quantile(
            whole.map((one) => one.own),
            0.5,
          ),
          unit: 's',
        },
        {
          what: 'from request to result',
          value: quantile(
            whole.map((one) => one.seconds),
            0.5,
          ),
          unit: 's',
          goal: { atMost: 6 },
          note: 'wall clock, storing included',
        },
        ...extras,
      ];
    }),
  );
