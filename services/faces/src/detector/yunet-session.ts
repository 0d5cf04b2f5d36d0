import { basename } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { loadOnnxRuntime } from './onnx-runtime.js';
import { decodeFaces, packInput, paddedSize, toParts, type DetectedFace, type Picture, type Size } from './yunet.js';

/** A loaded YuNet. */
export interface YunetSession {
  /** File name of the model. */
  readonly name: string;
  /** Faces of a picture of at most 640 × 640, best first, in parts of it (0 to 1). */
  detect(picture: Picture): Promise<DetectedFace[]>;
}

/** Loads a detector. Throws when the file is no YuNet. */
export async function openYunet(path: string): Promise<YunetSession> {
  const { InferenceSession, Tensor } = await loadOnnxRuntime();
  // One thread: measured faster than two on a busy machine, and the job queue is what runs things side by side.
  const session = await InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' });
  const fixedSize = fixedInputSize(session);
  return {
    name: basename(path),
    async detect(picture) {
      const input = fixedSize ?? paddedSize(picture);
      const tensor = new Tensor('float32', packInput(picture, input), [1, 3, input.height, input.width]);
      const results = await session.run({ input: tensor });
      const outputs = Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
      return decodeFaces(outputs, input).flatMap((face) => toParts(face, picture) ?? []);
    },
  };
}

/** The only size that the model takes, or null when it takes any. */
function fixedInputSize(session: InferenceSession): Size | null {
  const input = session.inputMetadata.find(({ name }) => name === 'input');
  if (!input?.isTensor || input.shape.length !== 4) throw new Error('The model has no picture input as YuNet has');
  const [, , height, width] = input.shape;
  return typeof height === 'number' && typeof width === 'number' ? { width, height } : null;
}
