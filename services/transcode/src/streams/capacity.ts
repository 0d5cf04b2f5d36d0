import type { Encoder } from './encoder.js';
import type { Rung } from './ladder.js';
import type { StreamDetails } from './stream-details.js';

/** Core seconds per pixel, measured on a 2-core machine: 1080p H.264 of 6 Mb/s decoded, and noisy film encoded. */
const decodeCost: Readonly<Record<string, number>> = { h264: 3.4e-9, mpeg4: 2e-9, mpeg2video: 2e-9, hevc: 5e-9, av1: 6e-9, vp9: 5e-9 };
const otherDecodeCost = 4e-9;
const encodeCost: Readonly<Record<Encoder['preset'], number>> = { ultrafast: 1e-8, superfast: 1.9e-8, veryfast: 3.6e-8, hardware: 3e-9 };
const toneMapCost = 3e-8;

/** How much a measurement counts against those before. */
const weight = 0.3;
const leastSeconds = 4;

/** How many conversions this machine carries: an estimate by pixels, corrected by how fast they really were. */
export class Capacity {
  /** Cores that are taken in truth per core of the estimate. */
  private factor = 1;

  constructor(readonly cores: number) {}

  /** Cores that converting a file in real time takes. */
  load(video: StreamDetails['video'], rung: Rung, frameRate: number, preset: Encoder['preset']): number {
    const decoded = video.codedWidth * video.codedHeight * (video.frameRate ?? frameRate) * (decodeCost[video.codec] ?? otherDecodeCost);
    const encoded = rung.width * rung.height * frameRate * (encodeCost[preset] + (video.hdrTransfer === null ? 0 : toneMapCost));
    return decoded + encoded;
  }

  keepsUp(load: number): boolean {
    return load * this.factor <= this.cores;
  }

  /** Whether one more fits. The first always does: slow is better than nothing, and the player is told. */
  admits(running: readonly number[], load: number): boolean {
    return running.length === 0 || this.keepsUp(running.reduce((sum, one) => sum + one, load));
  }

  /** Learns from a conversion that had the machine to itself. @param seconds that it took for this much film */
  observe(load: number, filmSeconds: number, seconds: number): void {
    if (filmSeconds < leastSeconds || seconds <= 0 || load <= 0) return;
    const measured = (this.cores * seconds) / filmSeconds / load;
    this.factor = Math.min(10, Math.max(0.2, this.factor * (1 - weight) + measured * weight));
  }
}
