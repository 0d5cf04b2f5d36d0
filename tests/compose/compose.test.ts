import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Library, pageOf, Video, VideoCard } from '@reelm/contracts';
import { temporaryFolder, until, type TemporaryFolder } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const project = 'reelm-compose-test';

// Images of the machine's own choosing, for example where only local ones are to be had.
const images = {
  REELM_NODE_IMAGE: process.env['REELM_NODE_IMAGE'] ?? 'node:24-bookworm-slim',
  REELM_MEDIA_IMAGE: process.env['REELM_MEDIA_IMAGE'] ?? 'node:24-trixie-slim',
};

const succeeds = (...args: string[]) => {
  try {
    execFileSync('docker', args, { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
};
/** Why the layer cannot run here, if so. */
const obstacle = (() => {
  if (!succeeds('compose', 'version') || !succeeds('info')) return 'no Docker engine runs here';
  const minio = `${process.env['REELM_MINIO_IMAGE'] ?? 'quay.io/minio/minio'}:${process.env['REELM_MINIO_TAG'] ?? 'RELEASE.2025-09-07T16-13-09Z'}`;
  const missing = [...Object.values(images), 'postgres:18', 'nats:2.12-alpine', minio].find(
    (image) => !succeeds('image', 'inspect', image) && !succeeds('pull', '-q', image),
  );
  return missing === undefined ? undefined : `the image ${missing} cannot be had here`;
})();

describe.skipIf(obstacle !== undefined)(`docker compose${obstacle === undefined ? '' : ` (not run: ${obstacle})`}`, () => {
  let folder: TemporaryFolder;
  let envFile: string;
  let url: string;
  let cookie = '';

  const compose = async (...args: string[]) => {
    const { stdout } = await run('docker', ['compose', '--env-file', envFile, '-p', project, ...args], {
      cwd: root,
      maxBuffer: 64 * 1024 ** 2,
      timeout: 1_500_000,
    });
    return stdout;
  };
  const request = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie()[0];
    if (set !== undefined) cookie = set.slice(0, set.indexOf(';'));
    return answer;
  };
  const videos = async () => pageOf(VideoCard).parse(await (await request('GET', '/api/videos?limit=100')).json()).items;
  const film = async (name: string, seconds: number) => {
    const path = join(folder.path, 'library', name);
    await run('ffmpeg', [
      '-nostdin',
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      `testsrc2=s=320x180:d=${seconds}`,
      '-pix_fmt',
      'yuv420p',
      '-y',
      path,
    ]);
    await chmod(path, 0o644);
  };
  const pidOf = async (service: string) => {
    const id = (await compose('ps', '-q', service)).trim();
    return Number((await run('docker', ['inspect', '-f', '{{.State.Pid}}', id])).stdout);
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    await chmod(folder.path, 0o755);
    await mkdir(join(folder.path, 'library'), { mode: 0o755 });
    await mkdir(join(folder.path, 'models'), { mode: 0o755 });
    await Promise.all([film('sunrise.mp4', 4), film('harbour.mp4', 6)]);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const secrets = (await run(join(root, 'infra/docker/make-env.sh'), [])).stdout;
    const ours = {
      REELM_LIBRARY: join(folder.path, 'library'),
      REELM_FACE_MODELS: join(folder.path, 'models'),
      REELM_PORT: String(port),
      REELM_UID: '1000',
      REELM_GID: '1000',
      ...images,
      ...pick('REELM_MINIO_IMAGE', 'REELM_MINIO_TAG'),
    };
    envFile = join(folder.path, 'env');
    // In an env file the last word counts.
    await writeFile(
      envFile,
      `${secrets}\n${Object.entries(ours)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')}\n`,
      { mode: 0o600 },
    );
    // A run that was killed left its containers, with other secrets in their volumes.
    await compose('down', '-v', '--timeout', '5');
    await compose('build');
    await compose('up', '-d', '--wait', '--wait-timeout', '300');
  }, 1_800_000);

  afterAll(async () => {
    if (envFile === undefined) return;
    await compose('down', '-v', '--timeout', '20');
    await folder.remove();
  }, 120_000);

  test('the first administrator is made with the token that catalog wrote', async () => {
    expect((await request('GET', '/api/videos')).status).toBe(401);
    const token = (await compose('exec', '-T', 'catalog', 'cat', '/data/setup-token')).trim();
    const answer = await request('POST', '/api/setup', { token, username: 'owner', password: 'a long enough password' });
    expect(answer.status).toBe(201);
  });

  test('the mounted folder becomes videos with covers, kept in S3 and playable by ranges', async () => {
    await until('both videos', async () => (await videos()).filter((video) => video.state === 'ready').length === 2, 180_000);
    const [first] = await videos();
    if (first?.coverUrl == null || first.sprite === null) throw new Error('no cover');
    const cover = await request('GET', first.coverUrl);
    expect(cover.status).toBe(200);
    expect(
      Buffer.from(await cover.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
    ).toBe('ffd8');
    const part = await request('GET', `/api/videos/${first.id}/stream`);
    expect(
      Buffer.from(await part.arrayBuffer())
        .subarray(4, 8)
        .toString(),
    ).toBe('ftyp');
    expect(Video.parse(await (await request('GET', `/api/videos/${first.id}`)).json()).files[0]?.libraryName).toBeTruthy();
    const objects = await compose(
      'exec',
      '-T',
      'minio',
      'sh',
      '-c',
      'mc alias set here http://127.0.0.1:9000 "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD" >/dev/null && mc ls --recursive here/reelm',
    );
    expect(objects).toMatch(/cover/);
  });

  test('the page is served through the same port', async () => {
    const page = await request('GET', '/sign-in');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Reelm');
  });

  test('a killed service comes back by itself and works on', async () => {
    const before = await pidOf('transcode');
    process.kill(before, 'SIGKILL');
    await until(
      'another process',
      async () => {
        const now = await pidOf('transcode');
        return now > 0 && now !== before;
      },
      60_000,
    );
    await film('garden.mp4', 5);
    const [library] = pageOf(Library).parse(await (await request('GET', '/api/libraries')).json()).items;
    await request('POST', `/api/libraries/${library?.id}/scan`, {});
    await until('the third video', async () => (await videos()).filter((video) => video.state === 'ready').length === 3, 120_000);
  }, 240_000);

  test('one port is published, and transcode has no way out', async () => {
    const published = (await compose('ps', '--format', '{{.Service}} {{.Ports}}')).split('\n').filter((line) => line.includes('->'));
    expect(published.map((line) => line.split(' ')[0])).toEqual(['catalog']);
    const id = (await compose('ps', '-q', 'transcode')).trim();
    const networks = Object.keys(
      JSON.parse((await run('docker', ['inspect', '-f', '{{json .NetworkSettings.Networks}}', id])).stdout) as object,
    );
    for (const network of networks)
      expect((await run('docker', ['network', 'inspect', '-f', '{{.Internal}}', network])).stdout.trim()).toBe('true');
  });

  test('services run without root, and only ingest may write to the library', async () => {
    expect((await compose('exec', '-T', 'transcode', 'id', '-u')).trim()).toBe('1000');
    await expect(compose('exec', '-T', 'transcode', 'touch', '/library/x')).rejects.toThrow(/Read-only/);
    expect(await readFile(join(root, 'docker-compose.yml'), 'utf8')).not.toContain('privileged');
  });
});

const pick = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
