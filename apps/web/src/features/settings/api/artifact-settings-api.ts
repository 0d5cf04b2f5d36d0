import { artifactHttp, type ArtifactSettingsUpdate } from '@reelm/contracts';
import { call } from '@/lib/api';

export const artifactSettingsKey = ['artifact-settings'] as const;

export const getArtifactSettings = (signal?: AbortSignal) => call(artifactHttp.getArtifactSettings, {}, { signal });
export const updateArtifactSettings = (body: ArtifactSettingsUpdate) => call(artifactHttp.updateArtifactSettings, { body });
