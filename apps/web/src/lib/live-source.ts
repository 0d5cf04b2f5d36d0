import { LiveEvent, liveHttp } from '@reelm/contracts';
import { urlOf } from './api';

export type LiveState = 'connecting' | 'open' | 'lost';
type LiveType = LiveEvent['type'];
export type LiveEventOf<T extends LiveType> = Extract<LiveEvent, { type: T }>;
type Listener = (event: LiveEvent) => void;

const liveTypes: readonly LiveType[] = LiveEvent.options.map((option) => option.shape.type.value);
const longestWaitMs = 15_000;

/**
 * The one connection that brings live changes. It comes back by itself after a loss, waiting longer each time;
 * what was missed meanwhile is the business of `onReturn`.
 */
export class LiveSource {
  private source: EventSource | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private state: LiveState = 'connecting';
  private readonly stateListeners = new Set<() => void>();
  private readonly listeners = new Map<LiveType, Set<Listener>>();
  private readonly onReturn: () => void;

  constructor(onReturn: () => void) {
    this.onReturn = onReturn;
  }

  start(): void {
    this.stop();
    const source = new EventSource(urlOf(liveHttp.liveEvents, {}));
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.failed();
    // The server may name its events by type or leave them unnamed.
    source.onmessage = (message: MessageEvent<string>) => this.receive(message);
    for (const type of liveTypes) source.addEventListener(type, (message: MessageEvent<string>) => this.receive(message));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  /** Tries at once instead of waiting for the next turn. */
  retryNow = (): void => {
    this.failures = 0;
    this.start();
  };

  getState = (): LiveState => this.state;

  subscribeState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  on<T extends LiveType>(type: T, listener: (event: LiveEventOf<T>) => void): () => void {
    const known = this.listeners.get(type) ?? new Set<Listener>();
    this.listeners.set(type, known);
    known.add(listener as Listener);
    return () => known.delete(listener as Listener);
  }

  private opened(): void {
    const wasLost = this.state === 'lost';
    this.failures = 0;
    this.setState('open');
    if (wasLost) this.onReturn();
  }

  private failed(): void {
    this.setState('lost');
    this.failures += 1;
    this.source?.close();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), Math.min(longestWaitMs, 500 * 2 ** Math.min(this.failures, 6)));
  }

  private receive(message: MessageEvent<string>): void {
    const parsed = LiveEvent.safeParse(parseJson(message.data));
    // An event of a newer server that this page does not know is no reason to fail.
    if (!parsed.success) return;
    for (const listener of this.listeners.get(parsed.data.type) ?? []) listener(parsed.data);
  }

  private setState(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
