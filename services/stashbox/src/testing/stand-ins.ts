import { createServer, type IncomingHttpHeaders, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A question that a stand-in got. */
interface Asked {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingHttpHeaders;
  query: string;
}

/** HTTP servers of one test, on free ports of this machine; they speak as much of the protocol as the test tells them to. */
export class StandIns {
  private readonly servers: Server[] = [];

  async listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
    const server = createServer(listener);
    this.servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
  }

  /** A server that answers each question with what `answer` does, and notes what it was asked. */
  async start(answer: (response: ServerResponse, asked: Asked) => unknown): Promise<{ url: string; asked: Asked[] }> {
    const asked: Asked[] = [];
    const { url } = await this.listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { query } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string };
        const one = { method: request.method, url: request.url, headers: request.headers, query };
        asked.push(one);
        answer(response, one);
      });
    });
    return { url, asked };
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.servers.splice(0).map((server) => {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
      }),
    );
  }
}

export const sendJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/** What a stash-box says to a key that it knows. */
export const goodAnswer = { data: { version: { version: 'v0.10.2' }, me: { name: 'curator' } } };
