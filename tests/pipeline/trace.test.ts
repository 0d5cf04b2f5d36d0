import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { http } from '@reelm/contracts';
import { startStack } from '@reelm/local';
import { ApiClient, temporaryFolder, until } from '@reelm/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);

const Attribute = z.object({ key: z.string(), value: z.looseObject({ stringValue: z.string().optional() }) });
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string(), traceId: z.string() })) })),
    }),
  ),
});

/** A collector that only remembers: which service reported which span of which trace. */
async function startCollector() {
  const spans: { service: string; name: string; traceId: string }[] = [];
  const server = createServer((request, response) => {
    json(request).then(
      (body) => {
        const parsed = Export.safeParse(body);
        for (const { resource, scopeSpans } of parsed.data?.resourceSpans ?? []) {
          const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
          for (const span of scopeSpans.flatMap((scope) => scope.spans)) spans.push({ service, ...span });
        }
        response.setHeader('content-type', 'application/json').end('{}');
      },
      () => response.writeHead(400).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { spans, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

test('one trace goes from the request of a browser to the run of ffmpeg', { timeout: 180_000 }, async () => {
  await using folder = await temporaryFolder();
  const library = join(folder.path, 'films');
  await mkdir(library);
  await run('ffmpeg', [
    '-nostdin',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=320x180:d=2',
    '-pix_fmt',
    'yuv420p',
    join(library, 'one.mp4'),
  ]);
  const collector = await startCollector();
  const environment = { ...process.env, REELM_OTLP_URL: collector.url };
  const stack = await startStack({ dataDirectory: join(folder.path, 'data'), web: 'none', environment });
  try {
    const api = new ApiClient(stack.url);
    await api.setUp(stack.setupToken() ?? '', { username: 'owner', password: 'a long enough password' });
    await api.call(http.createLibrary, { body: { name: 'Films', path: library } });
    const video = await until(
      'the video',
      async () => (await api.call(http.listVideos)).items.find((one) => one.state === 'ready'),
      60_000,
    );

    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await api.fetch(`/api/videos/${video.id}/analyze`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
      body: '{}',
    });
    expect(answer.status).toBe(202);
    const ours = () => collector.spans.filter((span) => span.traceId === traceId);
    // Each service sends its spans in batches of its own.
    const wanted = [
      ['reelm-catalog', 'POST /api/videos/:id/analyze'],
      ['reelm-catalog', 'rpc rpc.transcode.file.analyze'],
      ['reelm-transcode', 'rpc rpc.transcode.file.analyze'],
      ['reelm-transcode', 'job transcode.analyze'],
      ['reelm-transcode', 'ffmpeg'],
    ];
    const missing = () => wanted.filter(([service, name]) => !ours().some((span) => span.service === service && span.name === name));
    await until('all spans of the trace', () => missing().length === 0, 30_000).catch(() => undefined);
    expect(missing()).toEqual([]);
  } finally {
    await stack.stop();
    collector.close();
  }
});
