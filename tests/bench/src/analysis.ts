import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, linkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { http, type ExtraKind } from '@reelm/contracts';
import { until, type ApiClient } from '@reelm/testing';
import { quantile, type Figure } from './figure.js';
import { childrenUserSeconds, ownUserSeconds } from './processes.js';
import { inFolder, pidsOf, withStack, type Bench } from './stack.js';

const run = promisify(execFile);
const repeats = 3;
/** The film of moments by one process each from keyframe to keyframe; sound alone is decoded for the timeline. */
const extraGoals = { preview: { goal: { atMost: 10 } }, timeline: { goal: { atMost: 4 } } };
const unitSeconds = 25;

/**
 * A film of some minutes as cameras make them: 1080p H.264 at about 6 Mb/s with sound, one keyframe in 250 pictures. A unit is encoded once
 * and repeated by copying; it is kept for the next time.
 */
async function film(minutes: number): Promise<string> {
  const folder = join(tmpdir(), 'reelm-bench-media-1');
  mkdirSync(folder, { recursive: true });
  const unit = join(folder, 'unit.mp4');
  const whole = join(folder, `film-${minutes}.mp4`);
  const ffmpeg = async (target: string, ...options: string[]) => {
    if (existsSync(target)) return;
    // Beside its place, so that an interrupted run leaves nothing that looks whole.
    const unfinished = target.replace(/\.mp4$/, '.part.mp4');
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...options, unfinished]);
    renameSync(unfinished, target);
  };
  const pictures = (name: string) => ['-f', 'lavfi', '-i', `${name}=s=1920x1080:r=30`];
  const mix = '[0:v][1:v]blend=all_mode=average,noise=alls=6:allf=t,format=yuv420p[v]';
  const inputs = [...pictures('mandelbrot'), ...pictures('testsrc2'), '-f', 'lavfi', '-i', 'sine=frequency=220'];
  const h264 = ['-c:v', 'libx264', '-preset', 'medium', '-b:v', '5850k', '-maxrate', '8000k', '-bufsize', '12000k', '-g', '250'];
  await ffmpeg(unit, ...inputs, '-filter_complex', mix, '-map', '[v]', '-map', '2:a', '-t', String(unitSeconds), ...h264, '-c:a', 'aac');
  await ffmpeg(
    whole,
    '-stream_loop',
    String(Math.ceil((minutes * 60) / unitSeconds) - 1),
    '-i',
    unit,
    '-c',
    'copy',
    '-movflags',
    '+faststart',
  );
  return whole;
}

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
      const source = await film(minutes);
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
