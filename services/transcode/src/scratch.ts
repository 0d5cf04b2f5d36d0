import { join, resolve } from 'node:path';
import type { TranscodeConfig } from './config.js';

/** Where this service makes what is put elsewhere when it is whole. */
export const scratchFolder = (config: Pick<TranscodeConfig, 'REELM_DATA_DIR'>): string => join(resolve(config.REELM_DATA_DIR), 'scratch');
