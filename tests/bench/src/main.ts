import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { analysis } from './analysis.js';
import { goalText, shown, verdict, type Figure } from './figure.js';
import { idle } from './idle.js';
import { importing } from './importing.js';
import { lighthouse } from './lighthouse.js';
import { machine } from './machine.js';
import { repositoryRoot } from './paths.js';
import { page, type Section } from './report.js';
import { search } from './search/search.js';
import { secondStart } from './second-start.js';
import { streams } from './streams.js';
import type { Bench } from './stack.js';
import { web } from './web.js';

// npm run bench [-- --only start] [--quick]: measures and writes docs/benchmarks.json and, from it, docs/benchmarks.md.
// --videos N and --keep DIR are for the search: the size of its library, and where it is kept for the next time.
// A quick run only prints and leaves the pages as they are.

interface Measurement {
  title: string;
  method: string;
  measure: (bench: Bench) => Promise<Figure[]>;
}

const measurements: Record<string, Measurement> = {
  start: { title: 'Start', method: 'From `npm start` until both the API and the web app answer.', measure: secondStart },
  idle: {
    title: 'Idle',
    method: 'The house without a library, once calm, over 20 s. Memory is the proportional set size of each process with its children.',
    measure: idle,
  },
  files: {
    title: 'Many files',
    method:
      'A folder of 100,000 tiny generated files is added while the queue of analyses is paused. Then it is scanned again without a change.',
    measure: importing,
  },
  search: {
    title: 'Search',
    method:
      'A library made by `npm run seed` (1,000,000 videos, 50,000 performers, tags as skewed as real ones) is asked over HTTP, one request after the other, up to 40 times each after five to warm up. CPU is what PostgreSQL and catalog took together for one request.',
    measure: search,
  },
  analysis: {
    title: 'Analysis',
    method:
      'A generated film (1080p H.264, about 6 Mb/s, a keyframe in 250 pictures) is analysed by the running service, in turn with ffmpeg that only decodes its keyframes.',
    measure: analysis,
  },
  streams: {
    title: 'Streams',
    method:
      'The same kind of film in Matroska (ten minutes, 1080p H.264 of about 6 Mb/s, a keyframe in 250 pictures), asked for over HTTP as a player does: the playback, the playlist, the description and the segment where it begins; then a segment elsewhere, again and again, each time with nothing of it made before.',
    measure: streams,
  },
  web: {
    title: 'Web app',
    method:
      'Chromium without a GPU at 1440 × 900 on a production build, signed in, with a made-up library of 100,000 videos. Tasks are those of the main thread in a trace.',
    measure: web,
  },
  lighthouse: {
    title: 'Lighthouse',
    method:
      'Lighthouse, desktop preset, signed in, on a production build with a library of 30 short films, all analysed. npm fetches Lighthouse when this is measured.',
    measure: lighthouse,
  },
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
    videos: { type: 'string' },
    keep: { type: 'string' },
  },
});
const bench: Bench = {
  quick: values.quick,
  videos: values.videos === undefined ? undefined : Number(values.videos),
  keep: values.keep === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? process.cwd(), values.keep),
  say: (line) => process.stdout.write(`${line}\n`),
};
const { say } = bench;
const chosen = values.only ?? Object.keys(measurements);
const unknown = chosen.find((name) => measurements[name] === undefined);
if (unknown !== undefined) throw new Error(`There is no measurement ${unknown}; there are: ${Object.keys(measurements).join(', ')}`);

const lineOf = (figure: Figure): string => {
  const { what, value, unit, goal, note = '' } = figure;
  return [what.padEnd(60), shown(value).padStart(9), unit.padEnd(12), goalText(goal, unit).padEnd(18), verdict(figure).padEnd(8), note]
    .join(' ')
    .trimEnd();
};
const dataFile = join(repositoryRoot, 'docs', 'benchmarks.json');
const known = existsSync(dataFile) ? (JSON.parse(readFileSync(dataFile, 'utf8')) as Section[]) : [];
const sections = new Map(known.map((section) => [section.name, section]));

for (const name of chosen) {
  const measurement = measurements[name];
  if (measurement === undefined) continue;
  say(`\n=== ${measurement.title} ===`);
  const figures = await measurement.measure(bench);
  const { title, method } = measurement;
  sections.set(name, { name, title, method, measuredAt: new Date().toISOString(), machine: await machine(), quick: values.quick, figures });
  for (const figure of figures) say(lineOf(figure));
}

if (!values.quick) {
  const inOrder = Object.keys(measurements).flatMap((name) => sections.get(name) ?? []);
  mkdirSync(dirname(dataFile), { recursive: true });
  writeFileSync(dataFile, `${JSON.stringify(inOrder, null, 2)}\n`);
  writeFileSync(join(repositoryRoot, 'docs', 'benchmarks.md'), page(inOrder));
  say('\nwritten: docs/benchmarks.json, docs/benchmarks.md');
}
