import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Detectors that the service can use, the best first; they differ in size and in whether the input size is fixed. */
export const detectorFiles = ['yunet_n_dynamic.onnx', 'yunet_s_dynamic.onnx', 'yunet_s_640_640.onnx'] as const;

/** The folder of face models. Its files belong to the owner and are only read. */
export class ModelsRepository {
  constructor(readonly folder: string | undefined) {}

  /** Path of the best detector that is there and readable, or null. */
  async findDetector(): Promise<string | null> {
    if (this.folder === undefined) return null;
    for (const name of detectorFiles) {
      const path = join(this.folder, name);
      if (await isReadable(path)) return path;
    }
    return null;
  }
}

const isReadable = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
