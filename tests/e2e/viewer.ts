/// <reference lib="dom" />
import { http, type Playback } from '@reelm/contracts';
import { expect, type Browser, type Page } from '@playwright/test';
import { nothingAutomatic } from '@reelm/testing';
import { numberIn, openPage, signedIn, type Api, type House } from './house.js';

/** What a player shows. */
export interface Shown {
  source: string;
  time: number;
  duration: number;
  paused: boolean;
  frames: number;
  audioBytes: number;
}

/** Somebody who watches films and looks closely at what comes. */
export class Viewer {
  /** What the server said of each video that the player asked about. */
  readonly told = new Map<string, Playback>();

  private constructor(
    readonly page: Page,
    readonly api: Api,
    private readonly url: string,
  ) {
    page.on('response', (response) => {
      const id = /\/api\/videos\/([^/]+)\/playback$/.exec(response.url())?.[1];
      if (id === undefined || !response.ok()) return;
      response.json().then(
        (playback: Playback) => this.told.set(id, playback),
        () => undefined,
      );
    });
  }

  static async open(browser: Browser, house: House): Promise<Viewer> {
    const page = await openPage(browser, house);
    const api = await signedIn(page, house);
    // What is made of files besides is not looked at here, and costs more than all the rest.
    await api(http.updateArtifactSettings.method, http.updateArtifactSettings.path, nothingAutomatic);
    return new Viewer(page, api, house.stack.url);
  }

  shown(): Promise<Shown> {
    return this.film().evaluate((video: HTMLVideoElement & { webkitAudioDecodedByteCount?: number }) => ({
      source: video.currentSrc,
      time: video.currentTime,
      duration: video.duration,
      paused: video.paused,
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      audioBytes: video.webkitAudioDecodedByteCount ?? 0,
    }));
  }

  /** Opens a video and plays it until so many pictures were shown, and sound came where there is any. */
  async play(id: string, frames: number, hasSound: boolean): Promise<Shown> {
    this.told.delete(id);
    await this.page.goto(`${this.url}/videos/${id}?t=0`);
    await this.film().waitFor({ state: 'attached' });
    let playing: Shown | undefined;
    await expect
      .poll(
        async () => {
          const now = await this.shown();
          if (now.paused && now.frames === 0) await this.page.keyboard.press('k');
          if (now.frames < frames || (hasSound && now.audioBytes === 0)) return `${now.frames} pictures, ${now.audioBytes} bytes of sound`;
          playing = now;
          return 'plays';
        },
        { timeout: 40_000, intervals: [100] },
      )
      .toBe('plays');
    if (playing === undefined) throw new Error('It plays.');
    return playing;
  }

  /** Stands at a place of the film; where that is, and the number of the picture there by its burnt-in bits. */
  async seek(seconds: number): Promise<{ time: number; number: number }> {
    const time = await this.film().evaluate(async (video: HTMLVideoElement, to: number) => {
      video.pause();
      const landed = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
      video.currentTime = to;
      await landed;
      // The picture is there, and is painted with one of the next frames.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      return video.currentTime;
    }, seconds);
    return { time, number: await this.film().evaluate(numberIn) };
  }

  private film() {
    return this.page.locator('video');
  }
}
