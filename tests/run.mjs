// Runs the layers of tests one after the other and adds up what they report.
//
//   npm test                      every layer
//   npm test -- --layer medium    one layer; may be given several times; what follows goes to its runner (`-t name`, `-u`, a path)
//
// The closing report names what failed, so that the end of a log is enough. The last line is the total, alone: `N passed, N failed`
// (and `, N skipped` where some were). A layer that cannot run is a failure.

import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const reports = mkdtempSync(join(tmpdir(), 'reelm-reports-'));

const searchPath = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  join(homedir(), 'go', 'bin'),
].filter(Boolean);
const find = (...names) =>
  searchPath
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const answerOf = (command, ...args) => {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 }).trim();
  } catch {
    return undefined;
  }
};

// ---- what the tests run on ----

const chromium = find('chromium', 'chromium-browser', 'google-chrome') ?? playwrightsOwn();
const docker = find('docker') === undefined ? undefined : answerOf('docker', 'info', '--format', '{{.ServerVersion}}');
const minio = process.env.REELM_TEST_S3_ENDPOINT || find('minio');

function playwrightsOwn() {
  const path = answerOf(
    process.execPath,
    '-e',
    "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))",
  );
  return path !== undefined && existsSync(path) ? path : undefined;
}

const surroundings = () => [
  [
    'media',
    process.env.REELM_TEST_MEDIA ? `given: ${process.env.REELM_TEST_MEDIA}` : 'generated with ffmpeg (REELM_TEST_MEDIA is not set)',
  ],
  [
    'face models',
    process.env.REELM_FACE_MODELS
      ? `given: ${process.env.REELM_FACE_MODELS}`
      : 'none (REELM_FACE_MODELS is not set): tests of the detector are skipped',
  ],
  ['object store', `files; ${minio ? `S3: ${minio}` : 'no S3 server was found, so that driver was not run against one'}`],
  ['browser', chromium ?? 'none: e2e could not run'],
  ['docker', docker ? `engine ${docker}` : 'no engine runs: the compose layer was skipped'],
  [
    'tools',
    [
      `Node ${process.versions.node}`,
      answerOf('ffmpeg', '-version')?.split(' ').slice(0, 12).join(' '),
      answerOf(find('nats-server') ?? 'nats-server', '--version'),
    ].join(', '),
  ],
];

// ---- runners ----

/** Runs a command to its end; its output goes to the terminal as it comes. A run that hangs is ended. */
function run(command, args, { env = {}, limitMinutes = 30 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      timeout: limitMinutes * 60_000,
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => resolve(code ?? `ended by ${signal}`));
  });
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** A runner that failed without a failed test (a file that does not load, an error outside of any test) counts as one failure. */
const settle = (counts, code) => ({
  ...counts,
  failed: counts.failed === 0 && code !== 0 ? 1 : counts.failed,
  note: code !== 0 && counts.failed === 0 ? `the runner ended with ${code}` : undefined,
});

const couldNotRun = (note) => ({ passed: 0, failed: 1, skipped: 0, note });

/** What the closing report says of a failed test: where it is, and how its message begins. */
const failure = (where, message = '') =>
  `${where}\n      ${stripVTControlCharacters(message).trim().split('\n').slice(0, 12).join('\n      ')}`;
const underRoot = (path) => relative(root, path);

async function vitest(project, args) {
  const file = join(reports, `${project}.json`);
  const code = await run(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...args,
  ]);
  const report = readReport(file);
  if (report === undefined) return couldNotRun(`the runner ended with ${code} and reported nothing`);
  const failures = report.testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [failure(underRoot(name), message)];
      return failed.map((test) => failure(`${underRoot(name)} > ${test.fullName}`, test.failureMessages[0]));
    });
  return settle(
    { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests + report.numTodoTests, failures },
    code,
  );
}

async function playwright(args) {
  if (chromium === undefined) return couldNotRun('no browser: install chromium');
  const file = join(reports, 'e2e.json');
  const env = { REELM_TEST_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const code = await run(bin('playwright'), ['test', '--reporter=list,json', ...args], { env });
  const report = readReport(file);
  if (report === undefined) return couldNotRun(`the runner ended with ${code} and reported nothing`);
  const { stats } = report;
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const failures = specs(report)
    .filter(({ ok }) => !ok)
    .map((spec) =>
      failure(`${spec.file} > ${spec.title}`, spec.tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message),
    );
  return settle({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, failures }, code);
}

/** One whole rotation of the cases; `npm run faults -- --schedules N --seed S` plays more. */
async function faults(args) {
  const file = join(reports, 'faults.json');
  const code = await run(
    process.execPath,
    [join(root, 'tests/faults/dist/main.js'), '--schedules', '25', '--seed', '1', '--report', file, ...args],
    { limitMinutes: 45 },
  );
  const report = readReport(file);
  if (report === undefined) return couldNotRun(`the runner ended with ${code} and reported nothing`);
  const bad = report.failures.length;
  const failures = report.failures.map(({ schedule, violations }) =>
    failure(schedule, violations.map(({ rule, detail }) => `${rule}: ${detail}`).join('\n')),
  );
  return settle({ passed: report.played - bad, failed: bad + report.planned - report.played, skipped: report.skipped, failures }, code);
}

const layers = {
  pure: (args) => vitest('pure', args),
  contract: (args) => vitest('contract', args),
  medium: (args) => vitest('medium', args),
  pipeline: (args) => vitest('pipeline', args),
  e2e: playwright,
  faults,
  compose: (args) => vitest('compose', args),
};

// ---- command line and report ----

function parse(args) {
  const chosen = [];
  const rest = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--layer') chosen.push(args[++i]);
    else rest.push(args[i]);
  }
  const unknown = chosen.find((name) => layers[name] === undefined);
  if (unknown !== undefined) {
    process.stderr.write(`There is no layer ${unknown}; there are: ${Object.keys(layers).join(', ')}\n`);
    process.exit(2);
  }
  return { chosen: chosen.length > 0 ? chosen : Object.keys(layers), rest };
}

const { chosen, rest } = parse(process.argv.slice(2));
const results = [];
for (const name of chosen) {
  process.stdout.write(`\n=== ${name} ===\n`);
  const startedAt = performance.now();
  const result = await layers[name](rest);
  results.push({ name, ...result, seconds: (performance.now() - startedAt) / 1000 });
}
rmSync(reports, { recursive: true, force: true });

const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
const line = (...cells) => `  ${cells[0].padEnd(13)}${cells.slice(1).join('')}`;
const numbers = ({ passed, failed, skipped, seconds, note }) =>
  `${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed ${String(skipped).padStart(3)} skipped ${seconds.toFixed(1).padStart(7)} s${note ? `  (${note})` : ''}`;

const failed = results.flatMap(({ name, failures = [] }) => failures.map((one) => `  ${name}: ${one}\n`));
if (failed.length > 0) process.stdout.write(`\nFailed\n${failed.join('')}`);
process.stdout.write('\nLayers\n');
for (const result of results) process.stdout.write(`${line(result.name, numbers(result))}\n`);
for (const name of Object.keys(layers).filter((layer) => !chosen.includes(layer)))
  process.stdout.write(`${line(name, '    not asked for')}\n`);
process.stdout.write('Run on\n');
for (const [what, how] of surroundings()) process.stdout.write(`${line(what, how)}\n`);

const skipped = total('skipped');
process.stdout.write(`${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(total('failed') > 0 || total('passed') === 0 ? 1 : 0);
