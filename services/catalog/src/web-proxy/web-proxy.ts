import { Agent, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Log } from '@reelm/service-kit';
import { createProxyServer } from 'http-proxy-3';
import { isApi } from '../http/edge.js';

const unavailablePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3">
<title>Reelm</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { min-height: 90vh; display: grid; place-content: center; text-align: center; padding: 1rem; }
</style>
<h1>One moment</h1>
<p>The pages of Reelm are not ready yet. This page tries again by itself.</p>
</html>
`;

const answerUnavailable = (response: ServerResponse): void => {
  if (response.headersSent) return void response.destroy();
  response
    .writeHead(503, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': '3',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(unavailablePage);
};

/** Hands requests that are not for the API to the web server, as streams, and says so in plain words when it is away. */
export class WebProxy {
  private readonly proxy;

  constructor(
    target: string,
    private readonly log: Log,
  ) {
    // `xfwd` off: whom to believe about the client is decided here, and the web server needs no address.
    // The agent lets go of a connection before the web server does, by what that says about its patience in each answer.
    this.proxy = createProxyServer({ target, ws: true, xfwd: false, proxyTimeout: 0, agent: new Agent({ keepAlive: true }) });
    this.proxy.on('proxyRes', ({ headers }, _, response) => {
      // Whether the web server keeps its connection to us says nothing about the browser's.
      headers.connection = response.shouldKeepAlive ? 'keep-alive' : 'close';
      delete headers['keep-alive'];
    });
    this.proxy.on('error', (error, _, response) => {
      this.log.warning({ problem: error.message }, 'the web server did not answer');
      if (response instanceof Socket) response.destroy();
      else answerUnavailable(response);
    });
  }

  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    this.proxy.web(request, response);
  };

  /** Passes web sockets on, which the web server uses while it is developed. The API has none. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket: Socket, head) => {
      if (isApi(new URL(request.url ?? '/', 'http://localhost').pathname)) return void socket.destroy();
      this.proxy.ws(request, socket, head);
    });
  }
}
