import { z } from 'zod';

const automatic = (what: string) => z.boolean().describe(what);

const quality = z.enum(['small', 'normal', 'fine']).describe('Fewer or more bytes for the same picture');

/** What is made of each analysed file without being asked for, and how. Changing how leaves what is there as it is. */
export const ArtifactSettings = z.object({
  pictures: z.object({
    cells: z.number().int().min(9).max(144).describe('Small pictures of a film, at most: what the bar of the player and the cards show'),
    cellWidth: z.number().int().min(96).max(240).describe('Width of each in pixels; upright films are as much narrower as they are taller'),
    quality,
  }),
  fingerprints: z.object({
    automatic: automatic('Compute the perceptual hash of each film; about 20 seconds of one core for ten minutes of 1080p'),
  }),
  preview: z.object({
    automatic: automatic('Make the short film that plays when a card is pointed at; about 6 seconds of one core for 1080p'),
    clips: z.number().int().min(1).max(24).describe('Moments of the film, evenly spread'),
    clipSeconds: z.number().min(0.25).max(5).describe('Length of each moment'),
    height: z.number().int().min(120).max(720).describe('Lines of the picture, at most'),
    quality,
    webp: z.boolean().describe('Also as an animated WebP, for programs that play no film'),
  }),
  timeline: z.object({ automatic: automatic('Measure loudness and motion of each film; a few seconds of one core, reads the whole file') }),
  subtitles: z.object({ automatic: automatic('Take the subtitles out of each film, and those of files beside it') }),
});
export type ArtifactSettings = z.infer<typeof ArtifactSettings>;

const { pictures, fingerprints, preview, timeline, subtitles } = ArtifactSettings.shape;
export const ArtifactSettingsUpdate = z
  .object({
    pictures: pictures.partial(),
    fingerprints: fingerprints.partial(),
    preview: preview.partial(),
    timeline: timeline.partial(),
    subtitles: subtitles.partial(),
  })
  .partial()
  .strict();
export type ArtifactSettingsUpdate = z.infer<typeof ArtifactSettingsUpdate>;

/** What can be tried on one film before it is made of all. */
export const SampledKind = z.enum(['pictures', 'preview']);
export type SampledKind = z.infer<typeof SampledKind>;
