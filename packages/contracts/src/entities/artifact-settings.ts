import { z } from 'zod';

/** What is made of each analysed file without being asked for. */
export const ArtifactSettings = z.object({
  fingerprints: z.object({
    automatic: z.boolean().describe('Compute the perceptual hash of each film; about 20 seconds of one core for ten minutes of 1080p'),
  }),
});
export type ArtifactSettings = z.infer<typeof ArtifactSettings>;

export const ArtifactSettingsUpdate = z.object({ fingerprints: ArtifactSettings.shape.fingerprints.partial() }).partial().strict();
export type ArtifactSettingsUpdate = z.infer<typeof ArtifactSettingsUpdate>;
