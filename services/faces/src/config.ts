import { baseConfig } from '@reelm/service-kit';
import { z } from 'zod';

export const FacesConfig = baseConfig.extend({
  REELM_FACE_MODELS: z.string().optional().describe('Folder that holds the face models; without it no faces are looked for'),
});
export type FacesConfig = z.infer<typeof FacesConfig>;
