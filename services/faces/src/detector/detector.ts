import { Injectable } from '@nestjs/common';
import type { SheetLayout } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { ModelsRepository } from './models.repository.js';
import { cellPlace, cutForDetection, decodePicture } from './sheet.js';
import type { DetectedFace, Picture } from './yunet.js';
import { openYunet, type YunetSession } from './yunet-session.js';

/** A face found on a frame; box and landmarks in parts of the displayed picture (0 to 1). */
export interface FrameFace extends DetectedFace {
  timeSeconds: number;
}

export interface SheetFaces {
  /** File name of the model that looked. */
  model: string;
  faces: FrameFace[];
}

interface DetectOptions {
  signal: AbortSignal;
  /** Called after each frame with the number of frames done. */
  onFrame?: (done: number) => void;
}

/** Finds faces on sheets of frames. The model is loaded at first use and kept. */
@Injectable()
export class FaceDetector {
  private session: Promise<YunetSession> | null = null;
  private loadProblem: string | null = null;

  constructor(private readonly models: ModelsRepository) {}

  /** Path of the model that will be used; null when none is there. */
  async modelPath(): Promise<string | null> {
    return this.models.findDetector();
  }

  /** Why the model that is there could not be loaded; null when it could or was not tried. */
  get problem(): string | null {
    return this.loadProblem;
  }

  /**
   * Looks at every frame of a sheet.
   * @throws AppError `faces.models_missing`, `faces.model_unusable`, or `media.undecodable` when the sheet is no picture of that layout.
   */
  async detect(sheet: Buffer, layout: SheetLayout, { signal, onFrame }: DetectOptions): Promise<SheetFaces> {
    const session = await this.load();
    const picture = await decodeSheet(sheet, layout);
    const faces: FrameFace[] = [];
    for (const [index, timeSeconds] of layout.times.entries()) {
      signal.throwIfAborted();
      const found = await session.detect(await cutForDetection(picture, cellPlace(layout, index)));
      faces.push(...found.map((face) => ({ ...face, timeSeconds })));
      onFrame?.(index + 1);
    }
    return { model: session.name, faces };
  }

  private load(): Promise<YunetSession> {
    this.session ??= this.open().catch((error: unknown) => {
      this.session = null;
      throw error;
    });
    return this.session;
  }

  private async open(): Promise<YunetSession> {
    const path = await this.models.findDetector();
    if (path === null) throw new AppError('faces.models_missing');
    try {
      const session = await openYunet(path);
      this.loadProblem = null;
      return session;
    } catch (error) {
      this.loadProblem = error instanceof Error ? error.message : String(error);
      throw new AppError('faces.model_unusable', { file: path, problem: this.loadProblem }, { cause: error });
    }
  }
}

async function decodeSheet(sheet: Buffer, layout: SheetLayout): Promise<Picture> {
  const picture = await decodePicture(sheet).catch((error: unknown) => {
    throw new AppError('media.undecodable', {
      problem: `the sheet of frames is no picture (${error instanceof Error ? error.message : String(error)})`,
    });
  });
  const fits =
    picture.width >= layout.columns * layout.cellWidth &&
    picture.height >= layout.rows * layout.cellHeight &&
    layout.times.length <= layout.columns * layout.rows;
  if (!fits) {
    throw new AppError('media.undecodable', {
      problem: `a sheet of ${picture.width} × ${picture.height} does not hold ${layout.times.length} frames of ${layout.cellWidth} × ${layout.cellHeight}`,
    });
  }
  return picture;
}
