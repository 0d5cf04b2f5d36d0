import type { ArtifactSettingsUpdate } from '@reelm/contracts';

/** Settings by which an analysis is followed by nothing: what is made of files besides has tests of its own, and costs more than all the rest. */
export const nothingAutomatic: ArtifactSettingsUpdate = {
  fingerprints: { automatic: false },
  preview: { automatic: false },
  timeline: { automatic: false },
  subtitles: { automatic: false },
};
