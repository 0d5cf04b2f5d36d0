// Makes a checkout ready to run: dependencies, tools, build. Runs before anything is installed, hence plain JavaScript for Node 20
// and no packages. What is up to date is left alone, so that the usual call takes a fraction of a second.
//
//   node infra/local/setup.mjs start|test|measure|seed|dev|build|check|admin

import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const at = (...names) => join(root, ...names);
const binFolder = at('node_modules', '.bin');
const stampFolder = at('node_modules', '.cache', 'reelm');

const runTools = ['ffmpeg', 'ffprobe', 'nats-server'];
const services = ['generate', 'compile'];
const modes = {
  start: { tools: runTools, steps: [...services, 'web'] },
  test: { tools: runTools, optionalTools: ['chromium'], steps: [...services, 'tests', 'web'] },
  measure: { tools: runTools, steps: [...services, 'tests', 'web'] },
  seed: { tools: ['nats-server'], steps: [...services, 'tests'] },
  dev: { tools: runTools, steps: services },
  build: { tools: [], steps: [...services, 'web'] },
  check: { tools: [], steps: [...services, 'tests'] },
  admin: { tools: [], steps: services },
};

/** Where each tool comes from: Debian's package, and what to do where there is none. */
const sources = {
  ffmpeg: { debianPackage: 'ffmpeg', elsewhere: 'https://ffmpeg.org/download.html' },
  ffprobe: { debianPackage: 'ffmpeg', elsewhere: 'https://ffmpeg.org/download.html' },
  'nats-server': { debianPackage: 'nats-server', elsewhere: 'https://nats.io/download' },
  // Ubuntu's package of this name is a stub for a snap, which cannot be driven by tests.
  chromium: { debianPackage: 'chromium', notOn: ['ubuntu'], elsewhere: 'npx playwright install chromium' },
};

// apt-get asks nobody.
process.env.DEBIAN_FRONTEND = 'noninteractive';

class SetupError extends Error {}

const say = (text) => process.stdout.write(`set-up: ${text}\n`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

// ---- programs ----

/** The full path of a program; daemons live in sbin, which is often not on the path of a user. */
function find(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const running = new Set();

function giveUp() {
  for (const child of running) child.kill();
  process.exit(1);
}

process.on('SIGINT', giveUp);
process.on('SIGTERM', giveUp);
// npm passes signals to its shell, and the shell dies of them without a word to us.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && giveUp(), 250).unref();

/** Runs a command and keeps its output to itself, unless it fails. */
function run(command, args, { cwd = root, env = process.env, what = command } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => reject(new SetupError(`${what} could not be run: ${error.message}`)));
    child.on('close', (code) => {
      running.delete(child);
      if (code === 0) return resolve(output);
      process.stderr.write(output);
      reject(new SetupError(`${what} failed (exit code ${code}).`));
    });
  });
}

const succeeds = (command, args) => {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

// ---- staleness ----

/** Made by builds, so no reason for another one. */
const skipped = new Set(['node_modules', 'dist', '.next', 'next-env.d.ts']);

/** All files below the given paths, in a stable order. */
function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (skipped.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) continue;
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of filesBelow(path))
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
  return hash.digest('hex');
}

/** Does `work` unless its inputs are those of the last time and its outputs are there. */
async function whenStale(name, { inputs, outputs }, label, work) {
  const stampFile = join(stampFolder, `${name}.stamp`);
  const stamp = digest(inputs);
  if (outputs.every((path) => existsSync(path)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const startedAt = performance.now();
  say(`${label} …`);
  await work();
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stampFile, stamp);
  say(`${label}: done in ${seconds(startedAt)}`);
}

// ---- steps ----

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    throw new SetupError(
      `Reelm needs Node 20 or newer to set itself up; this is ${process.versions.node}. See https://nodejs.org/en/download`,
    );
}

const packagesIn = (lockFile) => JSON.parse(readFileSync(lockFile, 'utf8')).packages;

/** npm notes what it has installed in a lock file of its own: everything that ours asks for must be there, except what is for other platforms. */
function dependenciesAreFresh() {
  const installedLock = at('node_modules', '.package-lock.json');
  if (!existsSync(installedLock) || !existsSync(join(binFolder, 'node'))) return false;
  const installed = packagesIn(installedLock);
  return Object.entries(packagesIn(at('package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional || wanted.devOptional || wanted.peer || installed[path]?.version === wanted.version,
  );
}

async function installDependencies() {
  if (dependenciesAreFresh()) return;
  const startedAt = performance.now();
  say('installing dependencies (npm ci) …');
  // The Node of the checkout goes away while npm works, so npm must not run on it.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin')));
  const env = { ...process.env, PATH: path.join(delimiter), ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await run('npm', ['ci', '--no-audit', '--no-fund'], { env, what: 'npm ci' });
  say(`dependencies: done in ${seconds(startedAt)}`);
}

/** The command that may install Debian packages, or undefined where we may not. */
function aptGet() {
  if (find('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  return find('sudo') !== undefined && succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n', 'apt-get'] : undefined;
}

function distribution() {
  return existsSync('/etc/os-release') ? /^ID=(.*)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1]?.replaceAll('"', '') : undefined;
}

async function installWithApt(packages) {
  const [command, ...prefix] = aptGet() ?? [];
  if (command === undefined || packages.length === 0) return;
  const startedAt = performance.now();
  say(`installing ${packages.join(', ')} (apt-get) …`);
  const install = [...prefix, 'install', '-y', '--no-install-recommends', ...packages];
  if (!succeeds(command, install)) {
    // Package lists are missing or too old on a fresh machine.
    succeeds(command, [...prefix, 'update']);
    await run(command, install, { what: 'apt-get' }).catch((error) => say(error.message));
  }
  say(`${packages.join(', ')}: done in ${seconds(startedAt)}`);
}

const isMissing = (tool) => find(tool) === undefined;

async function installTools(tools) {
  const wanted = tools.filter((tool) => isMissing(tool) && !sources[tool].notOn?.includes(distribution()));
  await installWithApt([...new Set(wanted.map((tool) => sources[tool].debianPackage))]);
  return tools.filter(isMissing).map((tool) => {
    const { debianPackage, elsewhere, notOn } = sources[tool];
    return notOn?.includes(distribution())
      ? `${tool} is missing. Get it with: ${elsewhere}`
      : `${tool} is missing. Install it with: sudo apt-get install ${debianPackage} (Debian, Ubuntu), or see ${elsewhere}`;
  });
}

const program = (name) => join(binFolder, name);
/** Everything that the project runs is run by the Node that it brings. */
const projectEnvironment = {
  ...process.env,
  PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}`,
  NEXT_TELEMETRY_DISABLED: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

const workspaces = (group) => (existsSync(at(group)) ? readdirSync(at(group)).map((name) => `${group}/${name}`) : []);

async function generateClients() {
  const withSchema = workspaces('services').filter((folder) => existsSync(at(folder, 'prisma', 'schema.prisma')));
  // Without this, every call of Prisma's command line wants to download an engine that generating does not need.
  const env = { ...projectEnvironment, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' };
  for (const folder of withSchema) {
    const schema = at(folder, 'prisma', 'schema.prisma');
    await whenStale(
      `prisma-${folder.replace('/', '-')}`,
      { inputs: [schema, at('node_modules/prisma/package.json')], outputs: [at(folder, 'src', 'generated', 'prisma')] },
      `database client of ${folder}`,
      () => run(program('prisma'), ['generate', '--schema', schema], { cwd: at(folder), env, what: `prisma generate in ${folder}` }),
    );
  }
}

const compiledTogether = ['package-lock.json', 'tsconfig.base.json', 'packages', 'services', 'infra/local'];
const products = () =>
  [...workspaces('packages'), ...workspaces('services'), 'infra/local'].filter((folder) => existsSync(at(folder, 'tsconfig.json')));

/** What runs in production; a test that does not compile keeps nobody from starting. */
async function compile() {
  const files = { inputs: compiledTogether.map((path) => at(path)), outputs: products().map((folder) => at(folder, 'dist')) };
  await whenStale('compile', files, 'compiling', () =>
    run(program('tsc'), ['-b', ...products()], { env: projectEnvironment, what: 'tsc -b' }),
  );
}

async function compileTests() {
  const inputs = [...compiledTogether, 'tsconfig.json', 'tests', 'vitest.config.ts', 'playwright.config.ts'].map((path) => at(path));
  const outputs = readdirSync(at('tests'))
    .filter((folder) => existsSync(at('tests', folder, 'tsconfig.json')))
    .map((folder) => at('tests', folder, 'dist'));
  await whenStale('compile-tests', { inputs, outputs }, 'compiling tests', () =>
    run(program('tsc'), ['-b'], { env: projectEnvironment, what: 'tsc -b' }),
  );
}

async function buildWeb() {
  if (!existsSync(at('apps/web/src'))) return;
  const inputs = [at('apps/web'), at('packages/contracts/src'), at('packages/query-language/src'), at('package-lock.json')];
  const server = at('apps/web/.next/standalone/apps/web');
  await whenStale(
    'web',
    { inputs, outputs: [join(server, 'server.js'), join(server, '.next', 'static')] },
    'building the web app',
    async () => {
      await run(program('next'), ['build'], { cwd: at('apps/web'), env: projectEnvironment, what: 'next build' });
      // Next leaves these out of its self-contained server, for those who serve them from elsewhere.
      for (const folder of ['.next/static', 'public']) {
        if (existsSync(at('apps/web', folder))) cpSync(at('apps/web', folder), join(server, folder), { recursive: true });
      }
    },
  );
}

const steps = { generate: generateClients, compile, tests: compileTests, web: buildWeb };

async function setUp(mode) {
  requireNode();
  await installDependencies();
  const missing = await installTools(mode.tools);
  if (missing.length > 0) throw new SetupError(missing.join('\n'));
  // What only some tests need: those tests say that they could not run.
  for (const line of await installTools(mode.optionalTools ?? [])) say(line);
  for (const step of mode.steps) await steps[step]();
}

const mode = modes[process.argv[2] ?? 'start'];
try {
  if (mode === undefined) throw new SetupError(`Usage: node infra/local/setup.mjs ${Object.keys(modes).join('|')}`);
  await setUp(mode);
} catch (error) {
  process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
  process.exit(1);
}
