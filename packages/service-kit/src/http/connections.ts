import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Longer than reverse proxies keep an idle connection (60 s is usual; they hand it out again without asking): else one of them now and
 * then writes a request into a connection that we are just closing.
 */
const keepAliveMs = 75_000;
const headersMs = 80_000;
const idleCheckMs = 50;

/** The client connections of an HTTP server: kept long while it runs, let go one after the other when it stops. */
export class Connections {
  private readonly sockets = new Set<Socket>();
  private readonly running = new Set<ServerResponse>();
  private draining = false;

  constructor(private readonly server: Server) {
    server.keepAliveTimeout = keepAliveMs;
    server.headersTimeout = headersMs;
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    // Before the handler that answers, which may have sent the headers when it returns.
    server.prependListener('request', (_, response) => {
      this.running.add(response);
      response.on('close', () => this.running.delete(response));
      if (this.draining) endAfter(response);
    });
  }

  /**
   * Accepts no more connections, lets running requests finish within `ms`, closes each connection as it falls idle, and ends what is left
   * then. Resolves when none is left.
   */
  async drain(ms: number): Promise<void> {
    if (!this.server.listening) return;
    this.draining = true;
    for (const response of this.running) endAfter(response);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const closer = setInterval(() => this.closeIdle(), idleCheckMs);
    const end = setTimeout(() => this.closeAll(), ms);
    this.closeIdle();
    await closed;
    clearInterval(closer);
    clearTimeout(end);
  }

  private closeIdle(): void {
    this.server.closeIdleConnections();
    // Browsers open connections in advance; without a first request the server does not count them as idle.
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Also those that became web sockets, which the server no longer knows. */
  private closeAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}

/** Tells the client that no further request may follow on this connection, if it was not told otherwise. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.shouldKeepAlive = false;
}
