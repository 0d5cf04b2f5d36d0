import type { LiveEvent } from '@reelm/contracts';
import type { Response } from 'express';
import type { Receiver } from './live.service.js';

/** A receiver that takes nothing for so long is gone, and a page that comes back asks for everything anyway. */
const stuckMs = 60_000;
/** Told to the browser: how soon to come back after a lost connection. */
const reconnectMs = 2_000;

/** An HTTP answer as a stream of server-sent events. */
export class SseReceiver implements Receiver {
  private blocked = false;
  private stuck: NodeJS.Timeout | undefined;

  constructor(private readonly response: Response) {
    response
      .status(200)
      .set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    response.on('drain', () => this.unblock());
    response.on('close', () => this.unblock());
    this.write(`retry: ${reconnectMs}\n\n`);
  }

  get ready(): boolean {
    return !this.blocked && !this.response.writableEnded && !this.response.destroyed;
  }

  send(events: readonly LiveEvent[]): void {
    // No event name: a page listens with one handler and looks at the type.
    this.write(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
  }

  /** Keeps proxies from taking silence for death. */
  beat(): void {
    if (this.ready) this.write(': still here\n\n');
  }

  close(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (this.response.write(text) || this.blocked) return;
    this.blocked = true;
    this.stuck = setTimeout(() => this.response.destroy(), stuckMs);
  }

  private unblock(): void {
    this.blocked = false;
    clearTimeout(this.stuck);
  }
}
