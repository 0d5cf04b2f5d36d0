import type { RetryConfig } from 'hls.js';
import Hls, { ErrorTypes, Events } from 'hls.js/light';

/** Why nothing is played: it is nothing for this browser, the pieces of a stream turn out to be so, or nothing came. */
export type Failure = 'unplayable' | 'broken' | 'lost';

interface HlsOptions {
  /** Seconds of the film. */
  startAt: number;
  /** Loads nothing before somebody plays. */
  wait: boolean;
  onTrouble: (what: Failure) => void;
}

/** What is loaded ahead, seconds; the server makes no more ahead either. */
const ahead = 40;
/** A segment that has to be made first takes its time on a small machine. */
const patience = { maxTimeToFirstByteMs: 30_000, maxLoadTimeMs: 60_000 };
const retry = { maxNumRetry: 3, retryDelayMs: 700, maxRetryDelayMs: 4000 };
const policy = { default: { ...patience, timeoutRetry: retry, errorRetry: retry } };
/** While what is loaded ahead lasts nobody notices that the server is started again. What breaks off on the way has no status. */
const segmentRetry: RetryConfig = {
  ...retry,
  maxNumRetry: 12,
  shouldRetry: (config, count, _, response, mayPass) => mayPass || (response?.code === 0 && count < (config?.maxNumRetry ?? 0)),
};
const segmentPolicy = { default: { ...patience, timeoutRetry: retry, errorRetry: segmentRetry } };

/** Plays an HLS playlist through media source extensions; the answer ends that. */
export function attachHls(element: HTMLVideoElement, url: string, { startAt, wait, onTrouble }: HlsOptions): () => void {
  const hls = new Hls({
    // Workers come from blobs, which the content security policy forbids, and fragmented MP4 needs none.
    enableWorker: false,
    autoStartLoad: !wait,
    startPosition: startAt,
    maxBufferLength: ahead,
    maxMaxBufferLength: ahead,
    backBufferLength: 60,
    manifestLoadPolicy: policy,
    playlistLoadPolicy: policy,
    fragLoadPolicy: segmentPolicy,
  });
  let recovered = false;
  hls.on(Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return;
    if (type === ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else onTrouble(type === ErrorTypes.MEDIA_ERROR ? 'broken' : 'lost');
  });
  const load = (): void => hls.startLoad(element.currentTime || startAt);
  if (wait) for (const event of ['play', 'seeking']) element.addEventListener(event, load, { once: true });
  hls.loadSource(url);
  hls.attachMedia(element);
  return () => {
    for (const event of ['play', 'seeking']) element.removeEventListener(event, load);
    hls.destroy();
  };
}
