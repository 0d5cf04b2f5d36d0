import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from './random.js';

/** What is done to the requests that pass. */
export const storeHarms = ['refuses', 'never answers', 'is slow', 'fails', 'resets', 'is full'] as const;
export type StoreHarm = (typeof storeHarms)[number];

/** So many writes fail, or break off, while the store `fails` or `resets`. */
const shareOfWrites = 0.3;
const slowBytesPerSecond = 50 * 1024;
const refusals = {
  fails: { status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' },
  'is full': { status: 507, code: 'XMinioStorageFull', message: 'Storage backend has reached its minimum free drive threshold.' },
};

/** Stands before an S3 server and lets it seem broken. Signatures stay valid, since everything is passed on as it came. */
export class S3Proxy {
  /** How often each object was written, or tried to be, since the last {@link forget}. */
  readonly writes = new Map<string, number>();
  private harm: StoreHarm | undefined;
  private random = new Random(0);

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => this.take(incoming, outgoing));
  }

  static async start(target: string): Promise<S3Proxy> {
    const server = createServer();
    const proxy = new S3Proxy(server, new URL(target));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  begin(harm: StoreHarm, random: Random): void {
    this.harm = harm;
    this.random = random;
  }

  end(): void {
    this.harm = undefined;
  }

  forget(): void {
    this.writes.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const writes = incoming.method === 'PUT';
    const key = incoming.url ?? '';
    if (writes) this.writes.set(key, (this.writes.get(key) ?? 0) + 1);
    const struck = writes && this.random.next() < shareOfWrites;
    switch (this.harm) {
      case undefined:
        return this.pass(incoming, outgoing);
      case 'refuses':
        return void incoming.socket.destroy();
      case 'never answers':
        // Not even when the harm is over: whoever was served then has to notice by themselves.
        return void incoming.resume();
      case 'is slow':
        return this.pass(incoming, outgoing, { slow: true });
      case 'is full':
        return writes ? refuse(incoming, outgoing, 'is full') : this.pass(incoming, outgoing);
      case 'fails':
        // Half of the failures come when the object is written all the same.
        if (!struck) return this.pass(incoming, outgoing);
        return this.random.next() < 0.5 ? refuse(incoming, outgoing, 'fails') : this.pass(incoming, outgoing, { denies: true });
      case 'resets':
        return struck ? this.breakOff(incoming) : this.pass(incoming, outgoing);
    }
  }

  private forward({ method, url, headers }: IncomingMessage) {
    const { hostname, port } = this.target;
    return request({ hostname, port, method, path: url, headers, agent: false });
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse, { slow = false, denies = false } = {}): void {
    const onward = this.forward(incoming);
    const broken = () => void incoming.socket.destroy();
    onward.on('error', broken);
    outgoing.on('close', () => onward.destroy());
    onward.on('response', (answer) => {
      answer.on('error', broken);
      if (denies) {
        answer.resume();
        return void answer.on('end', () => refuse(incoming, outgoing, 'fails'));
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      (slow ? answer.pipe(throttle()) : answer).pipe(outgoing);
    });
    (slow ? incoming.pipe(throttle()) : incoming).pipe(onward);
  }

  /** Half of the body gets through, then the line is cut on both sides. */
  private breakOff(incoming: IncomingMessage): void {
    const onward = this.forward(incoming);
    onward.on('error', () => undefined);
    const half = Number(incoming.headers['content-length'] ?? 0) / 2;
    let passed = 0;
    const cut = () => {
      onward.destroy();
      incoming.socket.destroy();
    };
    incoming.on('error', cut);
    incoming.on('end', cut);
    incoming.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, Math.max(0, Math.ceil(half - passed)));
      passed += part.length;
      onward.write(part);
      if (passed >= half) cut();
    });
  }
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, kind: keyof typeof refusals): void {
  const { status, code, message } = refusals[kind];
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const answer = () => outgoing.writeHead(status, { 'content-type': 'application/xml', 'content-length': body.length }).end(body);
  if (incoming.complete) answer();
  else incoming.on('end', answer).resume();
}

const throttle = (): Transform =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      void delay((chunk.length / slowBytesPerSecond) * 1_000).then(() => done(null, chunk));
    },
  });
